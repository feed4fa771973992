import { z } from 'zod';
import { db, type Tx } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { define, enqueue } from '@/lib/jobs';
import { endSignIns } from '@/lib/sign-ins';
import { type Disconnect, disconnectClients, disconnectShape } from './disconnect-clients';
import { maxUsers } from './flush-auth-cache';

const job = 'access.change';

/**
 * Lets a change of access take effect after the commit: Dovecot forgets cached sign-ins of these mailboxes (it keeps
 * them for five minutes), and where access was revoked, the sessions that had it are disconnected. With `at`, at that
 * later instant.
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
  // After the flush: a client that comes back at once must be refused.
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
);

/** The same under its earlier name: the end of an app password may be queued under it for months. */
export const earlierAccessChangeJob = define(
  'accounts.apply',
  z.object({ mailboxes: mailboxesShape, end: disconnectShape.nullable() }),
  ({ mailboxes, end }) => changeAccess({ mailboxes, disconnect: end }),
);

/** Of many mailboxes, those that Dovecot lists a connection of; a single one is looked at closer in any case. */
async function connected<M extends { address: string; node: string }>(mailboxes: M[]): Promise<M[]> {
  if (mailboxes.length === 1) return mailboxes;
  const users = new Set<string>();
  for (const node of new Set(mailboxes.map((mailbox) => mailbox.node))) {
    for (const { user } of await askNode(node, 'who', {})) users.add(user);
  }
  return mailboxes.filter(({ address }) => users.has(address));
}
