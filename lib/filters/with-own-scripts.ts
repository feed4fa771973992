import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Scripts, withScripts } from '@/lib/sieve';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';

/** Runs `work` on the scripts of the actor's own mailbox. */
export async function withOwnScripts<T>(actor: Actor, work: (scripts: Scripts) => Promise<T>): Promise<T> {
  demand(actor, 'filter:use');
  const { kind, mailboxId, signInId, name: address, ip } = actor;
  if (kind !== 'mailbox' || !mailboxId || !signInId) throw new Refusal('not-allowed');
  await refuseUnlessAllowed(actor, mailboxId);
  return withScripts({ mailboxId, address, signInId, ip }, work);
}

/**
 * Dovecot makes the same checks with dovecot_sign_in. They are made here first, because these errors are more
 * specific.
 */
async function refuseUnlessAllowed(actor: Actor, id: string): Promise<void> {
  const mailbox = await db().mailboxDirectory.findFirst({
    where: { id, ...mailboxScope(actor) },
    select: { protocols: true, suspendedAt: true },
  });
  if (!mailbox) throw new Refusal('not-found');
  if (mailbox.suspendedAt) throw new Refusal('suspended');
  if (!mailbox.protocols.includes('sieve')) throw new Refusal('not-allowed', { reason: 'filters-off' });
}
