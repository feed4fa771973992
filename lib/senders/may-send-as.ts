import { domainOf, localPartOf } from '@/lib/addresses/values';
import { queries, sql } from '@/lib/db';

/**
 * Whether an account may use an address in From: its own, one of its aliases, or one of these with a +suffix. It is the
 * rule by which Postfix accepts the envelope sender (reject_sender_login_mismatch), with the same look-ups: the first of
 * the address, the address without its suffix, and the catch-all of its domain that belongs to anybody decides.
 */
export async function maySendAs(account: string, from: string): Promise<boolean> {
  const [plain = ''] = localPartOf(from).split('+');
  for (const sender of new Set([from, `${plain}@${domainOf(from)}`, `@${domainOf(from)}`])) {
    const { rows } = await sql<{ login: string }>`SELECT login FROM postfix_sender(${sender}) AS login`.execute(
      queries(),
    );
    if (rows.length > 0) return rows.some(({ login }) => login === account.toLowerCase());
  }
  return false;
}
