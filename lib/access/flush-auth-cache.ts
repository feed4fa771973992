import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';

/** The maximum number of users in one request to a node. */
export const maxUsers = 1000;
/** A page waits at most this long. The job does the same as soon as the node is reachable. */
const timeoutMs = 1000;

/**
 * Waits after a commit until Dovecot has flushed its auth cache, so that a client that signs in right after the answer
 * is not refused from the cache, with a delay of 2 s. Returns false if the node did not answer in time.
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
