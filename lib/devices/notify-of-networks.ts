import { z } from 'zod';
import { db, transaction } from '@/lib/db';
import { notify } from '@/lib/notices';
import { systemActor } from '@/lib/tenancy';

/** Owners notified in one run. The others follow a minute later. */
const maxFindings = 500;

const detailsShape = z.object({ network: z.string(), ip: z.string().nullish() });
const actor = systemActor('devices');

/**
 * Notifies owners of networks that a mail program newly signs in from, once each. Browsers are left to the sign-ins, which
 * know of them at once.
 */
export async function notifyOfNetworks(now: Date): Promise<void> {
  const found = await db().finding.findMany({
    where: { kind: 'new-network', state: 'open', noticedAt: null },
    orderBy: { openedAt: 'asc' },
    take: maxFindings,
  });
  for (const { id, mailboxId, deviceIds, details } of found) {
    const program = await db().device.findFirst({
      where: { id: { in: deviceIds }, protocol: { not: 'webmail' } },
      select: { clientName: true },
    });
    const known = detailsShape.safeParse(details);
    await transaction(async (tx) => {
      const { count } = await tx.finding.updateMany({ where: { id, noticedAt: null }, data: { noticedAt: now } });
      if (count === 0 || !program || !known.success) return;
      const { network, ip = null } = known.data;
      const values = { network, named: program.clientName ? 'yes' : 'no', program: program.clientName ?? '' };
      await notify(tx, { ...actor, ip }, { mailboxId }, { kind: 'program-sign-in', details: values });
    });
  }
}
