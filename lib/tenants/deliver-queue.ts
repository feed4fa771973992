import { z } from 'zod';
import { config } from '@/lib/config';
import { askNode } from '@/lib/dovecot';
import { define } from '@/lib/jobs';

async function deliverQueue(): Promise<void> {
  await askNode(config().MILEPOST_NODE, 'deliver-queue', {});
}

/** Attempts delivery of the mail queue now. The next regular attempt may be an hour away. */
export const deliverQueueJob = define('tenants.deliver-queue', z.object({}), deliverQueue, { urgent: true });

/** The same under its earlier name, for one that was queued when the worker was replaced. */
export const earlierDeliverQueueJob = define('accounts.deliver-queue', z.object({}), deliverQueue);
