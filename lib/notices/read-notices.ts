import type { z } from 'zod';
import { db } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { accountOf } from './account';
import { type NoticeDetails, type NoticeRow, noticeKinds, type readInput } from './shapes';

/** More than a year of an ordinary account. */
const maxRows = 500;

/** The notices of the actor's own account, newest first. */
export async function listNotices(actor: Actor): Promise<NoticeRow[]> {
  const rows = await db().notice.findMany({ where: accountOf(actor), orderBy: { id: 'desc' }, take: maxRows });
  return rows.flatMap(({ id, kind, details, byName, ip, at, readAt }) => {
    const known = noticeKinds.find((each) => each === kind);
    if (!known) return [];
    return {
      id: String(id),
      kind: known,
      details: details as NoticeDetails,
      byName,
      ip,
      at: at.toISOString(),
      unread: readAt === null,
    };
  });
}

export function countUnreadNotices(actor: Actor): Promise<number> {
  return db().notice.count({ where: { ...accountOf(actor), readAt: null } });
}

/** Only the account itself: nobody who views the panel as it makes a notice disappear. */
export async function markNoticesRead(actor: Actor, { upTo }: z.infer<typeof readInput>): Promise<void> {
  demand(actor, 'self:secure');
  await db().notice.updateMany({
    where: { ...accountOf(actor), id: { lte: BigInt(upTo) }, readAt: null },
    data: { readAt: new Date() },
  });
}
