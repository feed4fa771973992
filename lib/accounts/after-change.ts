import { z } from 'zod';
import { db, type Tx } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { define, enqueue } from '@/lib/jobs';
import { type Ending, endConnections } from './end-connections';
import { mailProtocols } from './shapes';

const job = 'accounts.apply';
/** A request to a node names at most this many users. */
const most = 1000;

/**
 * Tells Dovecot after the commit: it forgets cached sign-ins of these mailboxes (it keeps them for five minutes), and
 * where access was taken away the sessions that had it end. With `at`, at that later instant.
 */
export async function applyAfterCommit(
  tx: Tx,
  mailboxes: { address: string; node: string }[],
  { end = null, at }: { end?: 'all' | Ending | null; at?: Date } = {},
): Promise<void> {
  for (let start = 0; start < mailboxes.length; start += most) {
    const part = mailboxes.slice(start, start + most).map(({ address, node }) => ({ address, node }));
    await enqueue(tx, job, { mailboxes: part, end }, at ? { at } : {});
  }
}

/** Longer than this nobody waits for a page; the job does the same whenever the node can be reached. */
const patience = 1000;

/**
 * Once the change is committed: waits until Dovecot has forgotten what it knew, so that a client that tries at the very
 * moment of the answer meets the new state, and not a remembered refusal and its delay of 2 s. False when the node did
 * not answer in time.
 */
export async function settled(mailboxes: { address: string; node: string }[]): Promise<boolean> {
  const requests = [...Map.groupBy(mailboxes, ({ node }) => node)].flatMap(([node, group]) =>
    Array.from({ length: Math.ceil(group.length / most) }, (_, index) => {
      const users = group.slice(index * most, (index + 1) * most).map(({ address }) => address);
      return askNode(node, 'flush-auth', { users }, { deadline: patience });
    }),
  );
  try {
    await Promise.all(requests);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

const ending = z.union([
  z.literal('all'),
  z.object({ protocols: z.array(z.enum(mailProtocols)) }),
  z.object({ credential: z.string() }),
]);

export const applyJob = define(
  job,
  z.object({ mailboxes: z.array(z.object({ address: z.string(), node: z.string() })), end: ending.nullable() }),
  async ({ mailboxes, end }) => {
    for (const [node, group] of Map.groupBy(mailboxes, (mailbox) => mailbox.node)) {
      await askNode(node, 'flush-auth', { users: group.map(({ address }) => address) });
    }
    if (!end) return;
    // After the flush: a client that comes back at once must be refused.
    for (const mailbox of await connected(mailboxes)) {
      if (end === 'all') await askNode(mailbox.node, 'end-user', { user: mailbox.address });
      else await endConnections(mailbox, end);
    }
    await db().signIn.updateMany({
      where: {
        endedAt: null,
        mailbox: {
          address: { in: mailboxes.map(({ address }) => address) },
          OR: [{ suspendedAt: { not: null } }, { webmail: false }],
        },
      },
      data: { endedAt: new Date() },
    });
  },
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
