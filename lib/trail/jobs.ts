import { z } from 'zod';
import { pool, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { define, enqueue, type Job } from '@/lib/jobs';
import { recoveryDays } from './event';

/** Mailboxes that have something old enough in the recovery folder; each is a job, so that one failing node stops no other. */
const plan = define(
  'trail.plan-purge',
  z.object({}),
  async () => {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT DISTINCT e."mailboxId" AS id FROM "MailEvent" e JOIN "Mailbox" m ON m.id = e."mailboxId"
       WHERE e.kind = 'removed' AND e."recoveryUid" IS NOT NULL
         AND e.at BETWEEN now() - interval '${recoveryDays + 7} days' AND now() - interval '${recoveryDays} days'`,
    );
    for (const { id } of rows)
      await transaction((tx) => enqueue(tx, 'trail.purge', { mailboxId: id }, { key: `trail.purge:${id}` }));
  },
  { cron: '20 3 * * *' },
);

/** Removes for good what has been in a mailbox's recovery folder for longer than it is promised to be there. */
const purge = define('trail.purge', z.object({ mailboxId: z.uuid() }), async ({ mailboxId }) => {
  const { rows } = await pool().query<{ address: string; node: string }>(
    'SELECT address, node FROM "Mailbox" WHERE id = $1',
    [mailboxId],
  );
  const [mailbox] = rows;
  if (!mailbox) return;
  const before = new Date(Date.now() - recoveryDays * 86_400_000).toISOString();
  await askNode(mailbox.node, 'purge-removed', { user: mailbox.address, before }, { deadline: 120_000 });
});

export const trailJobs: Job[] = [plan, purge];
