import type { z } from 'zod';
import { flushAuthCache } from '@/lib/access';
import type { Tx } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { changeInTransaction, withMailbox } from '@/lib/mailboxes';
import { isSomebodyElse, notify } from '@/lib/notices';
import { type Actor, demand } from '@/lib/tenancy';
import type { mainPasswordInput } from './shapes';

/** Without it, mail clients need app passwords; webmail and the panel are not affected. Owners may change it, too. */
export async function setMainPassword(
  actor: Actor,
  { mailboxId, allowed }: z.infer<typeof mainPasswordInput>,
): Promise<void> {
  if (actor.mailboxId !== mailboxId) demand(actor, 'mailbox:write');
  await withMailbox(actor, mailboxId, switchTo(actor, allowed));
}

/**
 * Sets up a factor of the actor beside the password, and switches the main password off for mail programs in the same
 * transaction: they cannot ask for a factor, so the password alone would still open the mailbox.
 */
export async function withMainPasswordOff<T>(
  actor: Actor,
  setUp: (also: (tx: Tx) => Promise<void>) => Promise<T>,
): Promise<T> {
  const { mailboxId } = actor;
  if (!mailboxId) throw new Refusal('not-found');
  const flush: { address: string; node: string }[] = [];
  const result = await setUp(async (tx) => {
    const { changed } = await changeInTransaction(tx, actor, mailboxId, switchTo(actor, false));
    flush.push(...changed);
  });
  await flushAuthCache(flush);
  return result;
}

function switchTo(actor: Actor, allowed: boolean): Parameters<typeof withMailbox>[2] {
  return async (tx, mailbox) => {
    if (mailbox.mainPassword === allowed) return null;
    const account = { mailboxId: mailbox.id };
    // To switch it on makes the mailbox easier to open, which the owner learns even if it was done in their name.
    if (allowed || isSomebodyElse(actor, account))
      await notify(tx, actor, account, { kind: allowed ? 'main-password-on' : 'main-password-off' });
    return {
      action: 'mailbox.main-password',
      data: { mainPassword: allowed },
      before: { mainPassword: mailbox.mainPassword },
      after: { mainPassword: allowed },
      access: true,
      disconnect: allowed ? null : { credential: 'main' },
    };
  };
}
