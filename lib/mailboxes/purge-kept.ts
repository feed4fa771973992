import { z } from 'zod';
import { db } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { define } from '@/lib/jobs';

/** A mailbox with much to remove takes its time; nobody waits for it. */
const timeoutMs = 60_000;

/** Removes for good what POP3 clients removed and the mailbox has kept for its days. */
export async function purgeKept(now: Date, mailboxId?: string): Promise<void> {
  const mailboxes = await db().mailbox.findMany({
    where: { pop3KeepDays: { not: null }, ...(mailboxId ? { id: mailboxId } : {}) },
    select: { address: true, node: true, pop3KeepDays: true },
    orderBy: { address: 'asc' },
  });
  for (const { address, node, pop3KeepDays } of mailboxes) {
    const before = new Date(now.getTime() - (pop3KeepDays ?? 0) * 86_400_000).toISOString();
    try {
      await askNode(node, 'purge-kept', { user: address, before }, { deadline: timeoutMs });
    } catch (error) {
      // A node that is away, or one mailbox that cannot be opened, must not keep the others waiting: there is a next night.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

export const purgeKeptJob = define('mailboxes.purge-kept', z.object({}), () => purgeKept(new Date()), {
  cron: '23 3 * * *',
});
