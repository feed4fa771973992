import { z } from 'zod';
import { allEvents } from '@/lib/activity';
import { recoveryDays } from '@/lib/activity/values';
import { db, sql, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { define, enqueue, type Job } from '@/lib/jobs';
import { forgetRecoveryAreas, mailboxesToTrim, trimRecovery } from './recovery-area';
import { restoreJob } from './restores/run-restore';

/** The job may not have run for some nights, so older removals are also included. */
const marginDays = 7;
/** The receipt of a restore has subjects of messages. The audit log keeps that it was done. */
const receiptDays = 90;
const purgeTimeoutMs = 120_000;

/**
 * Finds mailboxes with expired messages in the recovery folder. Each one has its own job, so that a failing node does
 * not stop the others.
 */
const plan = define(
  'trail.plan-purge',
  z.object({}),
  async () => {
    await db().restore.deleteMany({ where: { startedAt: { lt: new Date(Date.now() - receiptDays * 86_400_000) } } });
    const rows = await allEvents()
      .innerJoin('MailboxDirectory as m', 'm.id', 'e.mailboxId')
      .select('m.id')
      .distinct()
      .where('e.kind', '=', 'removed')
      .where('e.recoveryUid', 'is not', null)
      .where(
        sql<boolean>`e.at BETWEEN now() - make_interval(days => ${recoveryDays + marginDays}::int)
          AND now() - make_interval(days => ${recoveryDays}::int)`,
      )
      .execute();
    for (const { id } of rows)
      await transaction((tx) => enqueue(tx, 'trail.purge', { mailboxId: id }, { key: `trail.purge:${id}` }));
  },
  { cron: '20 3 * * *' },
);

/** Expunges expired messages from the recovery folder of a mailbox. */
const purge = define('trail.purge', z.object({ mailboxId: z.uuid() }), async ({ mailboxId }) => {
  const mailbox = await db().mailboxDirectory.findUnique({
    where: { id: mailboxId },
    select: { address: true, node: true },
  });
  if (!mailbox) return;
  const before = new Date(Date.now() - recoveryDays * 86_400_000).toISOString();
  await askNode(mailbox.node, 'purge-removed', { user: mailbox.address, before }, { deadline: purgeTimeoutMs });
});

/** Every few minutes, so that whoever fills and empties a mailbox in turn is stopped long before the disk is full. */
const planTrim = define(
  'trail.plan-trim',
  z.object({}),
  async () => {
    await forgetRecoveryAreas();
    for (const mailboxId of await mailboxesToTrim())
      await transaction((tx) => enqueue(tx, 'trail.trim', { mailboxId }, { key: `trail.trim:${mailboxId}` }));
  },
  { cron: '*/5 * * * *' },
);

const trim = define('trail.trim', z.object({ mailboxId: z.uuid() }), ({ mailboxId }) => trimRecovery(mailboxId));

export const trailJobs: Job[] = [plan, purge, planTrim, trim, restoreJob];
