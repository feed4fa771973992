import { db, type Tx } from '@/lib/db';

/** The browser that somebody tries from. */
export interface From {
  ip: string;
  userAgent: string;
}

/** What is tried; each kind is counted by itself, and those that open a sign-in are counted together. */
export type AttemptKind = 'password' | 'code' | 'passkey' | 'reset' | 'invitation';

/** The kinds that open a sign-in. */
export const signInKinds: readonly AttemptKind[] = ['password', 'code', 'passkey'];

/**
 * After so many failures of one name, or four times as many from one address, within the minutes, every attempt is
 * refused.
 */
const limits = {
  signIn: { failures: 8, minutes: 15 },
  reset: { failures: 3, minutes: 60 },
  invitation: { failures: 8, minutes: 15 },
} as const;

/**
 * Counts an attempt and answers its id, or null when there were too many. It is counted before anything is checked, so
 * that a hundred at once are no more than eight after one another; one that did not fail is removed again. Names that
 * do
 * not exist count the same.
 */
export async function beginAttempt(name: string, from: From, kind: AttemptKind): Promise<bigint | null> {
  const { failures, minutes } = kind === 'reset' || kind === 'invitation' ? limits[kind] : limits.signIn;
  const kinds = signInKinds.includes(kind) ? [...signInKinds] : [kind];
  const { id } = await db().signInFailure.create({
    data: { name, ip: from.ip, kind, userAgent: from.userAgent.slice(0, 400) },
    select: { id: true },
  });
  const counted = { kind: { in: kinds }, clearedAt: null, at: { gt: new Date(Date.now() - minutes * 60_000) } };
  const [byName, byIp] = await Promise.all([
    db().signInFailure.count({ where: { ...counted, name } }),
    db().signInFailure.count({ where: { ...counted, ip: from.ip } }),
  ]);
  if (byName <= failures && byIp <= failures * 4) return id;
  // An attempt that is refused unchecked does not count: otherwise whoever keeps trying would lock the owner out for
  // ever.
  await dropAttempt(id);
  return null;
}

const retentionDays = 7;

/** Removes failures that are neither counted nor shown. */
export async function forgetOldFailures(now: Date): Promise<void> {
  await db().signInFailure.deleteMany({ where: { at: { lt: new Date(now.getTime() - retentionDays * 86_400_000) } } });
}

/** The attempt did not fail. */
export async function dropAttempt(id: bigint): Promise<void> {
  await db().signInFailure.deleteMany({ where: { id } });
}

/**
 * After a sign-in: the name's failures stay in its history and no longer count; the attempt that led here did not
 * fail.
 */
export async function forgiveFailures(tx: Tx, name: string, now: Date, attempt?: bigint): Promise<void> {
  if (attempt !== undefined) await tx.signInFailure.deleteMany({ where: { id: attempt } });
  await tx.signInFailure.updateMany({
    where: { name, kind: { in: [...signInKinds] }, clearedAt: null },
    data: { clearedAt: now },
  });
}
