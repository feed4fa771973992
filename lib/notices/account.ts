import type { Actor } from '@/lib/tenancy';

/** The account that a notice is for. */
export type NoticeAccount = { mailboxId: string } | { personId: string };

/** The account whose notices an actor sees; its own alone, whatever its role. */
export function accountOf(actor: Actor): NoticeAccount {
  return actor.kind === 'mailbox' ? { mailboxId: actor.id } : { personId: actor.id };
}

export const idOf = (account: NoticeAccount) => ('mailboxId' in account ? account.mailboxId : account.personId);
