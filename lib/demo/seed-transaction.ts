import { db, type Tx } from '@/lib/db';

/** A transaction with a long timeout, because the machine may be building the panel at the same time. */
export function seedTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work, { timeout: 180_000, maxWait: 20_000 });
}
