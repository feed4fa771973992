import { pool } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { Conditions, selectChosen, toRow } from './row';
import type { SessionRow } from './shapes';

/** More changes than this are not told one by one. */
const most = 5_000;

/** Sessions that changed after a revision, in the order of their changes. */
export async function changedSince(actor: Actor, revision: number): Promise<SessionRow[]> {
  const where = new Conditions(actor).add('s.revision > $?::bigint', revision);
  const chosen = `SELECT * FROM "MailSession" s WHERE ${where} ORDER BY s.revision LIMIT ${most}`;
  const { rows } = await pool().query(`${selectChosen(chosen)} ORDER BY s.revision, s.id`, where.values);
  return rows.map(toRow);
}
