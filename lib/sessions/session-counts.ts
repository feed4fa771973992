import { pool } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { Conditions } from './row';
import { type Protocol, protocols, type SessionCounts } from './shapes';

/** Open sessions by protocol. */
export async function sessionCounts(actor: Actor): Promise<SessionCounts> {
  const where = new Conditions(actor).add(`s."endedAt" IS NULL`);
  const { rows } = await pool().query<{ protocol: Protocol; count: number }>(
    `SELECT s.protocol, count(*)::int AS count FROM "MailSession" s WHERE ${where} GROUP BY s.protocol`,
    where.values,
  );
  const known = new Map(rows.map(({ protocol, count }) => [protocol, count]));
  return Object.fromEntries(protocols.map((protocol) => [protocol, known.get(protocol) ?? 0])) as SessionCounts;
}
