import { pool } from '@/lib/db';
import { type Actor, may } from '@/lib/tenancy';
import { Conditions } from './row';
import type { NodeState } from './shapes';

/** The nodes as last seen. What exactly troubles one is for staff; everybody may know that there is something. */
export async function nodeStates(actor: Actor): Promise<NodeState[]> {
  const where = new Conditions(actor);
  const { rows } = await pool().query(
    `SELECT n.*, (SELECT count(*)::int FROM "MailSession" s WHERE s.node = n.name AND s."endedAt" IS NULL AND ${where}) AS live
     FROM "Node" n ORDER BY n.name`,
    where.values,
  );
  const staff = may(actor, 'node:read');
  return rows.map((row) => ({
    name: String(row.name),
    version: staff ? String(row.version) : '',
    agentSince: staff ? ((row.agentSince as Date | null)?.toISOString() ?? null) : null,
    reportedAt: (row.reportedAt as Date | null)?.toISOString() ?? null,
    reconciledAt: (row.reconciledAt as Date | null)?.toISOString() ?? null,
    trouble: row.trouble === null ? null : staff ? String(row.trouble) : 'The mail server cannot be seen completely.',
    driftMissing: staff ? Number(row.driftMissing) : 0,
    driftUnknown: staff ? Number(row.driftUnknown) : 0,
    live: Number(row.live),
  }));
}
