import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import type { MailUser } from './connect';

/** The mailbox of the actor. An actor can only read its own mail. */
export function mailUser(actor: Actor): MailUser {
  demand(actor, 'mail:use');
  if (actor.kind !== 'mailbox' || !actor.mailboxId || !actor.signInId) throw new Refusal('not-allowed');
  return { signInId: actor.signInId, mailboxId: actor.mailboxId, address: actor.name, ip: actor.ip };
}
