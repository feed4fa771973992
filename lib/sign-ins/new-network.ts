import { queries, runIn, sql, type Tx } from '@/lib/db';
import { signInNetwork } from '@/lib/networks/values';

/** After so many days a network counts as new again. */
const rememberedDays = 90;

/**
 * The network of an address, if the account has signed in before, but not from there. The first sign-in of an account has
 * nothing to be compared with.
 */
export async function newNetworkOf(
  tx: Tx,
  account: { mailboxId: string } | { personId: string },
  ip: string,
  now: Date,
): Promise<string | null> {
  const network = signInNetwork(ip);
  const since = new Date(now.getTime() - rememberedDays * 86_400_000);
  const earlier = queries()
    .selectFrom('SignIn')
    .select([
      sql<boolean>`coalesce(bool_or("createdAt" > ${since}::timestamptz AND ip && ${network}::inet), false)`.as(
        'known',
      ),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where(
      'mailboxId' in account ? 'mailboxId' : 'personId',
      '=',
      'mailboxId' in account ? account.mailboxId : account.personId,
    );
  const [found] = await runIn(tx, earlier);
  return found && found.count > 0 && !found.known ? network : null;
}
