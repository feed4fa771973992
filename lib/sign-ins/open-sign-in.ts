import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { type From, settleAttempt } from '@/lib/guesses';
import { notify } from '@/lib/notices';
import type { Actor } from '@/lib/tenancy';
import { newNetworkOf } from './new-network';
import type { SignInMethod } from './shapes';

/** The maximum lifetime of a sign-in. */
export const signInHours = 12;

/**
 * Opens a sign-in of an account: creates the row whose id is in the cookie, and returns the id. Its
 * network is known from then on. The caller has authenticated the account.
 */
export function openSignIn(
  account: Actor,
  {
    name,
    membershipId,
    method,
    from,
    attempt,
  }: {
    /** The typed sign-in name. */
    name: string;
    membershipId: string | null;
    method: SignInMethod;
    from: From;
    attempt: bigint | null;
  },
  now: Date,
): Promise<string> {
  return transaction(async (tx) => {
    const who = account.mailboxId ? { mailboxId: account.mailboxId } : { personId: account.id };
    const network = await newNetworkOf(tx, who, from.ip, now);
    const row = await tx.signIn.create({
      data: {
        personId: account.kind === 'person' ? account.id : null,
        mailboxId: account.mailboxId,
        membershipId,
        method,
        ip: from.ip,
        userAgent: from.userAgent.slice(0, 400),
        expiresAt: new Date(now.getTime() + signInHours * 3_600_000),
      },
      select: { id: true },
    });
    await settleAttempt(tx, { name, from, attempt }, new Date());
    if (network) await notify(tx, account, who, { kind: 'panel-sign-in', details: { network } });
    if (method === 'recovery') await notify(tx, account, who, { kind: 'recovery-code-used' });
    await record(tx, account, {
      action: 'sign-in.open',
      object: { type: 'sign-in', id: row.id, label: name },
      owner: account,
      after: { method },
    });
    return row.id;
  });
}
