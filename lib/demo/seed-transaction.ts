import { db, type Tx } from '@/lib/db';

/** One transaction with more time than a person would wait: the machine may be building the panel meanwhile. */
export function seedTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(work, { timeout: 180_000, maxWait: 20_000 });
}
