import { db } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';

const batchSize = 50;
/** Most of the time is spent waiting for Dovecot, so several messages are restored at the same time. */
const maxParallel = 8;

interface Item {
  id: bigint;
  mailboxId: string;
  folder: string;
  guid: string;
}

/** Restores the messages of a run in the state `restoring`. */
export async function restoreItems(runId: string): Promise<void> {
  for (;;) {
    const items = await db().retentionItem.findMany({
      where: { runId, state: 'restoring' },
      orderBy: { id: 'asc' },
      take: batchSize,
    });
    if (items.length === 0) break;
    for (let start = 0; start < items.length; start += maxParallel) {
      await Promise.all(items.slice(start, start + maxParallel).map(restoreItem));
    }
  }
}

async function restoreItem(item: Item): Promise<void> {
  const mailbox = await db().mailboxDirectory.findUnique({
    where: { id: item.mailboxId },
    select: { node: true, address: true },
  });
  const restored = mailbox ? await restoreMessage(mailbox, item) : 0;
  await db().retentionItem.update({
    where: { id: item.id },
    data: restored > 0 ? { state: 'restored' } : { state: 'removed', reason: 'not-recoverable' },
  });
}

/** Returns how many copies Dovecot restored. */
async function restoreMessage(
  mailbox: { node: string; address: string },
  { folder, guid }: Pick<Item, 'folder' | 'guid'>,
): Promise<number> {
  try {
    const answer = await askNode(mailbox.node, 'restore', { user: mailbox.address, folder, guid });
    return answer.restored;
  } catch (error) {
    // Dovecot refused this message. If a node cannot be reached, the queue retries.
    if (error instanceof Refusal && error.code === 'mail-server-refused') return 0;
    throw error;
  }
}
