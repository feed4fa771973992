import type { Tx } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import { endSignIns } from './end-sign-ins';
import type { SignInMethod } from './shapes';

/** Ends the other sign-ins, because they were opened without the new protection of the account. */
export async function endOtherSignIns(tx: Tx, actor: Actor, method: SignInMethod, now = new Date()): Promise<void> {
  const of = actor.kind === 'mailbox' ? { mailboxIds: [actor.id] } : { personIds: [actor.id] };
  await endSignIns(tx, of, { except: actor.signInId, at: now });
  if (actor.signInId) await tx.signIn.updateMany({ where: { id: actor.signInId }, data: { method } });
}
