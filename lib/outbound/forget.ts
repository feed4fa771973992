import { db } from '@/lib/db';
import { dayMs } from './decide';

/** One day more than a habit looks back. */
const countDays = 31;
const suspensionDays = 365;

/** Removes counts that are neither compared nor shown. */
export async function forgetOldCounts(now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * dayMs);
  await db().outboundCount.deleteMany({ where: { slot: { lt: before(countDays) } } });
  await db().outboundRefusal.deleteMany({ where: { day: { lt: before(countDays) } } });
  await db().sendingSuspension.deleteMany({ where: { liftedAt: { lt: before(suspensionDays) } } });
}
