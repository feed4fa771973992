import { randomUUID } from 'node:crypto';
import { db, transaction } from '@/lib/db';
import type { NoticeAccount } from './account';
import { enqueueNotices } from './notify';
import { type NoticeDetails, type NoticeKind, noticeKinds } from './shapes';

/** A mail that could not be sent for so long, e.g. to a suspended mailbox, is not sent any longer: the panel has it. */
const daysToSend = 90;
/** Accounts looked at in one round; the others follow an hour later. */
const maxAccounts = 1000;

export interface UnsentNotice {
  kind: NoticeKind;
  details: NoticeDetails;
  byName: string | null;
  ip: string | null;
  at: Date;
}

/**
 * The mails to send to an account, each with the notices that it reports. The unsent ones become one mail, whose id is
 * stored first: a job that is repeated sends the same mail under the same id.
 */
export async function claimUnsent(account: NoticeAccount): Promise<Map<string, UnsentNotice[]>> {
  const unsent = { ...account, mailedAt: null };
  await db().notice.updateMany({ where: { ...unsent, mailId: null }, data: { mailId: randomUUID() } });
  const rows = await db().notice.findMany({ where: { ...unsent, mailId: { not: null } }, orderBy: { id: 'asc' } });
  const mails = new Map<string, UnsentNotice[]>();
  for (const { mailId, kind, details, byName, ip, at } of rows) {
    const known = noticeKinds.find((each) => each === kind);
    if (!mailId || !known) continue;
    const notice = { kind: known, details: details as NoticeDetails, byName, ip, at };
    mails.set(mailId, [...(mails.get(mailId) ?? []), notice]);
  }
  return mails;
}

export async function setSent(mailId: string, now = new Date()): Promise<void> {
  await db().notice.updateMany({ where: { mailId, mailedAt: null }, data: { mailedAt: now } });
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
