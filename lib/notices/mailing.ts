import { randomUUID } from 'node:crypto';
import { db, queries, sql, transaction } from '@/lib/db';
import type { NoticeAccount } from './account';
import { enqueueNotices } from './notify';
import { type NoticeDetails, type NoticeKind, noticeKinds } from './shapes';

/** A mail that could not be sent for so long, e.g. to a suspended mailbox, is not sent any longer: the panel has it. */
const daysToSend = 90;
/** Accounts looked at in one round; the others follow an hour later. */
const maxAccounts = 1000;
/** A job that has not sent its mails after this time was killed. One mail takes seconds, and the first failure ends the job. */
const claimMs = 600_000;

export interface UnsentNotice {
  kind: NoticeKind;
  details: NoticeDetails;
  byName: string | null;
  ip: string | null;
  at: Date;
}

/**
 * The mails to send to an account, each with the notices that it reports. The unsent ones become one mail, whose id is
 * stored first: a job that is repeated sends the same mail under the same id. What one job has claimed, no other gets: the
 * second waits for the row, and then sees that it is taken.
 */
export async function claimUnsent(account: NoticeAccount, now = new Date()): Promise<Map<string, UnsentNotice[]>> {
  const of =
    'mailboxId' in account
      ? sql`"mailboxId" = ${account.mailboxId}::uuid`
      : sql`"personId" = ${account.personId}::uuid`;
  const { rows } = await sql<UnsentNotice & { id: bigint; mailId: string }>`
    UPDATE "Notice" SET "claimedAt" = ${now}, "mailId" = COALESCE("mailId", ${randomUUID()}::uuid)
    WHERE ${of} AND "mailedAt" IS NULL
      AND ("claimedAt" IS NULL OR "claimedAt" < ${new Date(now.getTime() - claimMs)})
    RETURNING id, "mailId", kind, details, "byName", ip, at`.execute(queries());
  rows.sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)));
  const mails = new Map<string, UnsentNotice[]>();
  for (const { mailId, kind, details, byName, ip, at } of rows) {
    const known = noticeKinds.find((each) => each === kind);
    if (!known) continue;
    const notice = { kind: known, details, byName, ip, at };
    mails.set(mailId, [...(mails.get(mailId) ?? []), notice]);
  }
  return mails;
}

export async function setSent(mailId: string, now = new Date()): Promise<void> {
  await db().notice.updateMany({ where: { mailId, mailedAt: null }, data: { mailedAt: now } });
}

/** Gives back the mails that were claimed and not sent, so that the job can be repeated at once. */
export async function releaseUnsent(mailIds: string[]): Promise<void> {
  await db().notice.updateMany({ where: { mailId: { in: mailIds }, mailedAt: null }, data: { claimedAt: null } });
}

/** Tries again what waits, e.g. for the end of a suspension. */
export async function enqueueUnsent(now = new Date()): Promise<void> {
  const since = new Date(now.getTime() - daysToSend * 86_400_000);
  const waiting = await db().notice.findMany({
    where: { mailedAt: null, at: { gt: since, lt: new Date(now.getTime() - 3_600_000) } },
    distinct: ['mailboxId', 'personId'],
    select: { mailboxId: true, personId: true },
    take: maxAccounts,
  });
  for (const { mailboxId, personId } of waiting) {
    const account = mailboxId ? { mailboxId } : personId ? { personId } : null;
    if (account) await transaction((tx) => enqueueNotices(tx, account, new Date()));
  }
}
