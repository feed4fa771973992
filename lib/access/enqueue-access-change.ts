import { z } from 'zod';
import { db, type Tx } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { define, enqueue } from '@/lib/jobs';
import { endSignIns } from '@/lib/sign-ins';
import { type Disconnect, disconnectClients, disconnectShape } from './disconnect-clients';
import { maxUsers } from './flush-auth-cache';

const job = 'access.change';

/**
 * Applies a change of access after the commit, or at the instant `at`: Dovecot flushes the cached sign-ins of these
 * mailboxes (it caches them for five minutes), and sessions whose access was revoked are disconnected.
 */
export async function enqueueAccessChange(
  tx: Tx,
  mailboxes: { address: string; node: string }[],
  { disconnect = null, at }: { disconnect?: Disconnect | null; at?: Date } = {},
): Promise<void> {
  for (let start = 0; start < mailboxes.length; start += maxUsers) {
    const part = mailboxes.slice(start, start + maxUsers).map(({ address, node }) => ({ address, node }));
    await enqueue(tx, job, { mailboxes: part, disconnect }, at ? { at } : {});
  }
}

const mailboxesShape = z.array(z.object({ address: z.string(), node: z.string() }));

interface AccessChange {
  mailboxes: z.infer<typeof mailboxesShape>;
  disconnect: Disconnect | null;
}

async function changeAccess({ mailboxes, disconnect }: AccessChange): Promise<void> {
  for (const [node, group] of Map.groupBy(mailboxes, (mailbox) => mailbox.node)) {
    await askNode(node, 'flush-auth-cache', { users: group.map(({ address }) => address) });
  }
  if (!disconnect) return;
  // After the flush, so that a client that reconnects at once is refused.
  for (const mailbox of await connected(mailboxes)) {
    if (disconnect === 'all') await askNode(mailbox.node, 'disconnect-user', { user: mailbox.address });
    else await disconnectClients(mailbox, disconnect);
  }
  const closed = await db().mailboxDirectory.findMany({
    where: {
      address: { in: mailboxes.map(({ address }) => address) },
      OR: [{ suspendedAt: { not: null } }, { NOT: { protocols: { has: 'webmail' } } }],
    },
    select: { id: true },
  });
  if (closed.length > 0) await endSignIns(db(), { mailboxIds: closed.map(({ id }) => id) });
}

export const accessChangeJob = define(
  job,
  z.object({ mailboxes: mailboxesShape, disconnect: disconnectShape.nullable() }),
  changeAccess,
  { urgent: true },
);

/** The same under its earlier name. The expiry of an app password may be queued under it for months. */
export const earlierAccessChangeJob = define(
  'accounts.apply',
  z.object({ mailboxes: mailboxesShape, end: disconnectShape.nullable() }),
  ({ mailboxes, end }) => changeAccess({ mailboxes, disconnect: end }),
);

/** The mailboxes that have a connection in Dovecot's list. A single mailbox is always returned. */
async function connected<M extends { address: string; node: string }>(mailboxes: M[]): Promise<M[]> {
  if (mailboxes.length === 1) return mailboxes;
  const users = new Set<string>();
  for (const node of new Set(mailboxes.map((mailbox) => mailbox.node))) {
    for (const { user } of await askNode(node, 'who', {})) users.add(user);
  }
  return mailboxes.filter(({ address }) => users.has(address));
}
