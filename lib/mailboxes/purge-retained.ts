import { z } from 'zod';
import { db } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { define } from '@/lib/jobs';

/** Removing many messages takes long, and nobody waits for it. */
const timeoutMs = 60_000;

/** Removes for good the messages that a POP3 client deleted and whose retention time in the mailbox is over. */
export async function purgeRetained(now: Date, mailboxId?: string): Promise<void> {
  const mailboxes = await db().mailbox.findMany({
    where: { pop3KeepDays: { not: null }, ...(mailboxId ? { id: mailboxId } : {}) },
    select: { address: true, node: true, pop3KeepDays: true },
    orderBy: { address: 'asc' },
  });
  for (const { address, node, pop3KeepDays } of mailboxes) {
    const before = new Date(now.getTime() - (pop3KeepDays ?? 0) * 86_400_000).toISOString();
    try {
      await askNode(node, 'purge-retained', { user: address, before }, { deadline: timeoutMs });
    } catch (error) {
      // An unreachable node or mailbox must not stop the others. The job runs again the next night.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}

const purge = () => purgeRetained(new Date());

export const purgeRetainedJob = define('mailboxes.purge-retained', z.object({}), purge, { cron: '23 3 * * *' });

/** The same under its earlier name, for one that was queued when the worker was replaced. */
export const earlierPurgeRetainedJob = define('mailboxes.purge-kept', z.object({}), purge);
