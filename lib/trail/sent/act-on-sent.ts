import type { SentRow } from '@/lib/activity/shapes';
import { record } from '@/lib/audit';
import { transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import { readSent } from './read-sent';

/** Makes Postfix try a deferred message again now. */
export async function retrySent(actor: Actor, { sentId }: { sentId: string }): Promise<void> {
  const message = await deferred(actor, sentId);
  const { found } = await askNode(message.node, 'retry-queued', { queueId: message.queueId });
  if (!found) throw new Refusal('conflict', { reason: 'not-queued' });
  await audit(actor, message, 'message.retry');
}

/** Makes Postfix give up a deferred message and return it to its sender, as after five days. */
export async function returnSent(actor: Actor, { sentId }: { sentId: string }): Promise<void> {
  const message = await deferred(actor, sentId);
  const { found } = await askNode(message.node, 'return-queued', { queueId: message.queueId });
  if (!found) throw new Refusal('conflict', { reason: 'not-queued' });
  await audit(actor, message, 'message.return');
}

/** Only a message that waits for a server. One that was delivered has nothing to be tried again. */
async function deferred(actor: Actor, sentId: string): Promise<SentRow> {
  demand(actor, 'trail:resend');
  const message = await readSent(actor, sentId);
  if (!message) throw new Refusal('not-found');
  if (!message.recipients.some(({ state }) => state === 'deferred'))
    throw new Refusal('conflict', { reason: 'not-queued' });
  return message;
}

/** Afterwards, because the deed is Postfix's: what it did not do is not in the audit. */
async function audit(actor: Actor, message: SentRow, action: 'message.retry' | 'message.return'): Promise<void> {
  const { id, customerId, resellerId, mailboxId, subject, messageId, queueId, recipients } = message;
  const waiting = recipients.filter(({ state }) => state === 'deferred').map(({ recipient }) => recipient);
  await transaction((tx) =>
    record(tx, actor, {
      action,
      object: { type: 'message', id: messageId ?? id, label: subject || messageId || queueId },
      owner: { customerId, resellerId, mailboxId },
      after: { address: message.account ?? message.sender, queueId, recipients: waiting.slice(0, 10).join(', ') },
    }),
  );
}
