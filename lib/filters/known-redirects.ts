import type { Tx } from '@/lib/db';

/**
 * Stores that a change in the panel added destinations. Returns those that the owner was not notified of. What a mail program
 * has added meanwhile stays unknown, so that it is found after its session.
 */
export async function addRedirects(
  tx: Tx,
  mailboxId: string,
  { added, present }: { added: string[]; present: ReadonlySet<string> },
): Promise<string[]> {
  // Locks the row: a check at the same time sees another revision and starts again.
  const { destinations: known } = await tx.knownRedirect.upsert({
    where: { mailboxId },
    create: { mailboxId, destinations: [] },
    update: { revision: { increment: 1 } },
    select: { destinations: true },
  });
  const destinations = [...new Set([...known, ...added])].filter((to) => present.has(to));
  await tx.knownRedirect.update({ where: { mailboxId }, data: { destinations }, select: { mailboxId: true } });
  return added.filter((to) => !known.includes(to));
}
