import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';

/** A request to a node names at most this many users. */
export const maxUsers = 1000;
/** A page waits no longer than this; the job does the same whenever the node can be reached. */
const timeoutMs = 1000;

/**
 * Once a change is committed: waits until Dovecot has forgotten what it knew, so that a client that tries at the very
 * moment of the answer meets the new state, and not a remembered refusal and its delay of 2 s. False when the node did
 * not answer in time.
 */
export async function flushAuthCache(mailboxes: { address: string; node: string }[]): Promise<boolean> {
  const requests = [...Map.groupBy(mailboxes, ({ node }) => node)].flatMap(([node, group]) =>
    Array.from({ length: Math.ceil(group.length / maxUsers) }, (_, index) => {
      const users = group.slice(index * maxUsers, (index + 1) * maxUsers).map(({ address }) => address);
      return askNode(node, 'flush-auth-cache', { users }, { deadline: timeoutMs });
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
