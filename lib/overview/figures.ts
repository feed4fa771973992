import { pool } from '@/lib/db';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import type { Figures } from './shapes';

/** How many mailboxes there are and what they hold, within the actor's scope. */
export async function readFigures(actor: Actor): Promise<Figures> {
  demand(actor, 'mailbox:read');
  const mine = scopeSql(actor, 'm', 1);
  const theirs = scopeSql(actor, 'd', 1);
  const { rows } = await pool().query<Record<string, string | number>>(
    `SELECT count(*)::int AS mailboxes,
       count(*) FILTER (WHERE m."suspendedAt" IS NOT NULL)::int AS suspended,
       count(*) FILTER (WHERE m."quotaBytes" > 0 AND m."usedBytes" >= m."quotaBytes" * 0.9)::int AS nearly_full,
       coalesce(sum(m."usedBytes"), 0)::text AS used_bytes,
       coalesce(sum(m."quotaBytes"), 0)::text AS quota_bytes,
       coalesce(sum(m."usedMessages"), 0)::int AS messages,
       (SELECT count(*)::int FROM "Domain" d WHERE ${theirs.condition}) AS domains
     FROM "Mailbox" m WHERE ${mine.condition}`,
    mine.values,
  );
  const figure = (name: string) => Number(rows[0]?.[name] ?? 0);
  return {
    mailboxes: figure('mailboxes'),
    suspended: figure('suspended'),
    domains: figure('domains'),
    usedBytes: figure('used_bytes'),
    quotaBytes: figure('quota_bytes'),
    messages: figure('messages'),
    nearlyFull: figure('nearly_full'),
  };
}
