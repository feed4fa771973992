import { pool } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';

/** Recomputes the whole chain. Returns null if it is intact, else the number of the first entry that does not match. */
export async function verifyAudit(actor: Actor): Promise<{ firstBreak: number | null }> {
  demand(actor, 'node:read');
  const { rows } = await pool().query<{ first: string | null }>('SELECT audit_first_break() AS first');
  return { firstBreak: rows[0]?.first ? Number(rows[0].first) : null };
}
