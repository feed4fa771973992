import { queries, sql, transaction } from '@/lib/db';
import { notify } from '@/lib/notices';
import { systemActor } from '@/lib/tenancy';

/** Networks in one run. The others follow a minute later. */
const maxNetworks = 500;
const day = 86_400_000;
/** On its first day everything is new to a mailbox. */
const learningMs = day;
/** After so long without a sign-in a network counts as new again. */
const rememberedMs = 90 * day;
/** What the log tells so late, e.g. after a pause of the worker, is not worth an alarm. */
const freshMs = day;
/** A program sends its name after the sign-in, and its session moves to another device then. */
const namedMs = 30_000;

const actor = systemActor('devices');

/**
 * Notifies owners of networks that a mail program newly signs in from, once each. Browsers are left to the sign-ins, which
 * know of them at once.
 */
export async function notifyOfNetworks(now: Date): Promise<void> {
  const before = new Date(now.getTime() - namedMs);
  const found = await queries()
    .selectFrom('DeviceNetwork as n')
    .innerJoin('Device as d', 'd.id', 'n.deviceId')
    .select(['n.mailboxId', 'n.network'])
    .select([
      sql<Date>`min(n."firstSeenAt")`.as('first'),
      sql<string | null>`max(d."clientName")`.as('program'),
      sql<boolean>`bool_and(d.protocol = 'webmail')`.as('browser'),
      sql<string | null>`host(max(d."remoteIp"))`.as('ip'),
    ])
    .where('n.noticedAt', 'is', null)
    .where('n.sessions', '>', 0)
    .where('n.firstSeenAt', '<', before)
    .groupBy(['n.mailboxId', 'n.network'])
    .limit(maxNetworks)
    .execute();
  for (const { mailboxId, network, first, program, browser, ip } of found) {
    await transaction(async (tx) => {
      const seenBefore = await tx.deviceNetwork.count({
        where: {
          mailboxId,
          network,
          noticedAt: { not: null },
          lastSeenAt: { gt: new Date(first.getTime() - rememberedMs) },
        },
      });
      const earliest = await tx.deviceNetwork.findFirst({ where: { mailboxId }, orderBy: { firstSeenAt: 'asc' } });
      const decided = await tx.deviceNetwork.updateMany({
        where: { mailboxId, network, noticedAt: null, firstSeenAt: { lt: before } },
        data: { noticedAt: now },
      });
      const learning = !earliest || first.getTime() - earliest.firstSeenAt.getTime() < learningMs;
      const stale = now.getTime() - first.getTime() > freshMs;
      if (decided.count === 0 || seenBefore > 0 || browser || learning || stale) return;
      const details = { network, named: program ? 'yes' : 'no', program: program ?? '' };
      await notify(tx, { ...actor, ip }, { mailboxId }, { kind: 'program-sign-in', details });
    });
  }
}
