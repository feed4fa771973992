import { queries, sql } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';

/** Recomputes the whole chain. Returns null if it is intact, else the number of the first entry that does not match. */
export async function verifyAudit(actor: Actor): Promise<{ firstBreak: number | null }> {
  demand(actor, 'node:read');
  const found = await queries().selectNoFrom(sql<bigint | null>`audit_first_break()`.as('first')).executeTakeFirst();
  return { firstBreak: found?.first ? Number(found.first) : null };
}
