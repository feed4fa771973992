import { z } from 'zod';
import { config } from '@/lib/config';
import { askNode } from '@/lib/dovecot';
import { define } from '@/lib/jobs';

/** What waited in the mail queue is tried now, and not at its next turn, which may be an hour away. */
export const deliverQueueJob = define('tenants.deliver-queue', z.object({}), async () => {
  await askNode(config().MILEPOST_NODE, 'deliver-queue', {});
});
