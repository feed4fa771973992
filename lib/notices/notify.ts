import type { Tx } from '@/lib/db';
import { enqueue } from '@/lib/jobs';
import type { Actor } from '@/lib/tenancy';
import { idOf, type NoticeAccount } from './account';
import type { NoticeDetails, NoticeKind } from './shapes';

/** The job that sends the mail about the notices of an account. */
export const sendNoticesJobName = 'notices.send';

/** Notices of an account that come within this time are one mail. */
const groupingMs = 60_000;

/** Who did it. */
export type NoticeAuthor = Pick<Actor, 'kind' | 'id' | 'name' | 'ip' | 'viewedBy'>;

/** Whether somebody else than the account itself acts, which includes somebody who views the panel as it. */
export function isSomebodyElse(author: NoticeAuthor, account: NoticeAccount): boolean {
  return author.viewedBy !== undefined || author.id !== idOf(account);
}

/**
 * Writes a notice in the transaction of what it reports. The mail follows the commit; nobody can switch it off, because
 * whoever opened an account would do that first. It must not contain a secret. Call it before the audit entry is recorded:
 * notices of one account wait for each other, and the lock of the audit chain is the last one.
 */
export async function notify(
  tx: Tx,
  author: NoticeAuthor,
  account: NoticeAccount,
  { kind, details = {} }: { kind: NoticeKind; details?: NoticeDetails },
): Promise<void> {
  const name = author.kind === 'system' ? 'Milepost' : (author.viewedBy?.name ?? author.name);
  const byName = isSomebodyElse(author, account) ? name : null;
  await tx.notice.create({ data: { ...account, kind, details, byName, ip: author.ip }, select: { id: true } });
  await enqueueNotices(tx, account, new Date(Date.now() + groupingMs));
}

/** Sends what is unsent at that time. A job that already waits keeps its time, so that no flow of notices delays it. */
export async function enqueueNotices(tx: Tx, account: NoticeAccount, at: Date): Promise<void> {
  await enqueue(tx, sendNoticesJobName, account, { key: `notices-${idOf(account)}`, at, keepsTime: true });
}
