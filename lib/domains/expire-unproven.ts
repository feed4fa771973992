import { z } from 'zod';
import { record } from '@/lib/audit';
import { queries, runIn, sql, transaction } from '@/lib/db';
import { define } from '@/lib/jobs';
import { systemActor } from '@/lib/tenancy';

/** The time to publish the record. It is limited, so that a claim cannot block the owner of the domain. */
const provenWithinDays = 7;
const batchSize = 100;

const dayMs = 86_400_000;

/** Removes empty domains that were never verified. */
async function expireUnproven(): Promise<void> {
  const before = new Date(Date.now() - provenWithinDays * dayMs);
  const waitingSince = sql<Date>`GREATEST(d."createdAt", d."stoppedAt")`;
  const empty = sql<boolean>`NOT EXISTS (SELECT 1 FROM "MailboxDirectory" m WHERE m."domainId" = d.id)`;
  const expired = await queries()
    .selectFrom('Domain as d')
    .select('d.id')
    .where('d.provenAt', 'is', null)
    .where(waitingSince, '<', before)
    .where(empty)
    .limit(batchSize)
    .execute();
  for (const { id } of expired) {
    await transaction(async (tx) => {
      const removal = queries()
        .deleteFrom('Domain as d')
        .where('d.id', '=', id)
        .where('d.provenAt', 'is', null)
        .where(waitingSince, '<', before)
        .where(empty)
        .returning(['d.id', 'd.name', 'd.customerId', 'd.resellerId']);
      const [domain] = await runIn(tx, removal);
      if (!domain) return;
      await record(tx, systemActor('domains'), {
        action: 'domain.expire',
        object: { type: 'domain', id: domain.id, label: domain.name },
        owner: domain,
      });
    });
  }
}

export const expireUnprovenJob = define('domains.expire-unproven', z.object({}), expireUnproven, {
  cron: '17 * * * *',
});

/** The same under its earlier name, for one that was queued when the worker was replaced. */
export const earlierExpireUnprovenJob = define('dns.lapse', z.object({}), expireUnproven);
