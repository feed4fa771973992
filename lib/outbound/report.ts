import { z } from 'zod';
import { record } from '@/lib/audit';
import { db, type Prisma, transaction } from '@/lib/db';
import { define, type Job } from '@/lib/jobs';
import { notify } from '@/lib/notices';
import { systemActor } from '@/lib/tenancy';
import type { Level } from './shapes';

// The policy process may only write what happened. The worker records it and notifies people.

const actor = systemActor('outbound');
/** Rows of one round. The next is a minute later. */
const maxRows = 200;
/** People notified of one mailbox. */
const maxPeople = 20;

interface Place {
  id: string;
  address: string;
  domainId: string;
  customerId: string;
  resellerId: string | null;
}

/** Records new suspensions, and notifies of them and of limits that have deferred mail. */
export async function reportOutbound(now: Date): Promise<void> {
  await reportSuspensions(now);
  await reportRefusals(now);
}

async function reportSuspensions(now: Date): Promise<void> {
  const rows = await db().sendingSuspension.findMany({ where: { reportedAt: null }, take: maxRows });
  for (const { id, mailboxId, messages, recipients, seconds, network } of rows) {
    const mailbox = await db().mailboxDirectory.findUnique({ where: { id: mailboxId } });
    const people = mailbox ? await administratorsOf(mailbox, 'mailbox') : [];
    await transaction(async (tx) => {
      const { count } = await tx.sendingSuspension.updateMany({
        where: { id, reportedAt: null },
        data: { reportedAt: now },
      });
      if (count === 0 || !mailbox) return;
      const { address, customerId, resellerId } = mailbox;
      const details = { address, messages, recipients, seconds, network };
      for (const account of [{ mailboxId }, ...people])
        await notify(tx, actor, account, { kind: 'sending-suspended', details });
      await record(tx, actor, {
        action: 'mailbox.suspend-sending',
        object: { type: 'mailbox', id: mailboxId, label: address },
        owner: { customerId, resellerId, mailboxId },
        after: { messages, recipients, seconds, network },
      });
    });
  }
}

async function reportRefusals(now: Date): Promise<void> {
  const rows = await db().outboundRefusal.findMany({ where: { reportedAt: null }, take: maxRows });
  for (const { mailboxId, level, period, day, maxRecipients } of rows) {
    const mailbox = await db().mailboxDirectory.findUnique({ where: { id: mailboxId } });
    // A limit that many mailboxes share is news once a day to who administers them.
    const people =
      mailbox && !(await isReported(mailbox, { level, period, day }))
        ? await administratorsOf(mailbox, level as Level)
        : [];
    await transaction(async (tx) => {
      const { count } = await tx.outboundRefusal.updateMany({
        where: { mailboxId, level, period, day, reportedAt: null },
        data: { reportedAt: now },
      });
      if (count === 0 || !mailbox) return;
      const details = { address: mailbox.address, limit: maxRecipients, level, period };
      for (const account of [{ mailboxId }, ...people])
        await notify(tx, actor, account, { kind: 'sending-limit', details });
    });
  }
}

async function isReported(
  { domainId, customerId, resellerId }: Place,
  refusal: { level: string; period: string; day: Date },
): Promise<boolean> {
  const shared: Record<string, Prisma.MailboxDirectoryWhereInput> = {
    domain: { domainId },
    customer: { customerId },
    reseller: { resellerId },
  };
  const where = shared[refusal.level];
  if (!where) return false;
  const reported = await db().outboundRefusal.findMany({
    where: { ...refusal, reportedAt: { not: null } },
    select: { mailboxId: true },
  });
  const ids = reported.map(({ mailboxId }) => mailboxId);
  return (await db().mailboxDirectory.count({ where: { AND: [{ id: { in: ids } }, where] } })) > 0;
}

/** The people of the customer, or of the level above if it has none. */
async function administratorsOf({ customerId, resellerId }: Place, level: Level): Promise<{ personId: string }[]> {
  const customer: Prisma.MemberDirectoryWhereInput = { tenantId: customerId };
  const above: Prisma.MemberDirectoryWhereInput = resellerId ? { tenantId: resellerId } : { role: 'staff_admin' };
  for (const where of level === 'reseller' ? [above] : [customer, above, { role: 'staff_admin' as const }]) {
    const members = await db().memberDirectory.findMany({
      where: { ...where, suspended: false },
      select: { personId: true },
      distinct: ['personId'],
      take: maxPeople,
    });
    if (members.length > 0) return members;
  }
  return [];
}

export const outboundJobs: Job[] = [
  define('outbound.report', z.object({}), () => reportOutbound(new Date()), { cron: '* * * * *' }),
];
