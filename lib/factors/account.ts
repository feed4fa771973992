import type { Actor } from '@/lib/tenancy';

/** An account, as in the rows of second factors and passkeys. */
export type Account = { personId: string } | { mailboxId: string };

export function accountOf(actor: Actor): Account {
  return actor.kind === 'mailbox' ? { mailboxId: actor.id } : { personId: actor.id };
}
