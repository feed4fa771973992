import { z } from 'zod';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { define } from '@/lib/jobs';
import { systemActor } from '@/lib/tenancy';

/** Time to publish a record (days). Longer, and a name could be kept from the one whose it is by claiming it. */
const provenWithin = 7;

/** Removes domains that were claimed, never proven, and hold nothing. */
export const lapseJob = define(
  'dns.lapse',
  z.object({}),
  async () => {
    const old = { provenAt: null, createdAt: { lt: new Date(Date.now() - provenWithin * 86_400_000) } };
    const lapsed = await db().domain.findMany({ where: { ...old, mailboxes: { none: {} } }, take: 100 });
    for (const domain of lapsed) {
      await transaction(async (tx) => {
        const { count } = await tx.domain.deleteMany({ where: { id: domain.id, ...old, mailboxes: { none: {} } } });
        if (count === 0) return;
        await record(tx, systemActor('domains'), {
          action: 'domain.lapse',
          object: { type: 'domain', id: domain.id, label: domain.name },
          owner: domain,
        });
      });
    }
  },
  { cron: '17 * * * *' },
);
