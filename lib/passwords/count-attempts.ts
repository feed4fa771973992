import { db, type Tx } from '@/lib/db';

/** The browser of an attempt. */
export interface From {
  ip: string;
  userAgent: string;
}

/** What is tried. Kinds are counted separately, except those that open a sign-in, which are counted together. */
export type AttemptKind = 'password' | 'code' | 'passkey' | 'reset' | 'invitation';

/** The kinds that open a sign-in. */
export const signInKinds: readonly AttemptKind[] = ['password', 'code', 'passkey'];

/**
 * After this many failures of one name, or four times as many from one address, in this many minutes, every attempt is
 * refused.
 */
const limits = {
  signIn: { failures: 8, minutes: 15 },
  reset: { failures: 3, minutes: 60 },
  invitation: { failures: 8, minutes: 15 },
} as const;

/**
 * Counts an attempt and returns its id, or null if there were too many. It is counted before the check, so that
 * concurrent attempts cannot exceed the limit. A successful attempt is removed afterwards. Names that do not exist are
 * counted in the same way.
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
  // A refused attempt does not count. Otherwise an attacker could lock the owner out forever.
  await removeAttempt(id);
  return null;
}

const retentionDays = 7;

/** Removes failures that are neither counted nor shown. */
export async function forgetOldFailures(now: Date): Promise<void> {
  await db().signInFailure.deleteMany({ where: { at: { lt: new Date(now.getTime() - retentionDays * 86_400_000) } } });
}

/** Removes a successful attempt. */
export async function removeAttempt(id: bigint): Promise<void> {
  await db().signInFailure.deleteMany({ where: { id } });
}

/** After a sign-in: the failures of the name stay in its history but no longer count, and the attempt is removed. */
export async function clearFailures(tx: Tx, name: string, now: Date, attempt?: bigint): Promise<void> {
  if (attempt !== undefined) await tx.signInFailure.deleteMany({ where: { id: attempt } });
  await tx.signInFailure.updateMany({
    where: { name, kind: { in: [...signInKinds] }, clearedAt: null },
    data: { clearedAt: now },
  });
}
