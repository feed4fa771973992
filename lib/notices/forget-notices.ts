import type { Tx } from '@/lib/db';
import type { NoticeAccount } from './account';

/** Removes the notices of an account that is removed for good, in its transaction. */
export async function forgetNotices(tx: Tx, account: NoticeAccount): Promise<void> {
  await tx.notice.deleteMany({ where: account });
}
