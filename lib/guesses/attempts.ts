import { randomInt } from 'node:crypto';
import { db, type Tx } from '@/lib/db';
import { keyedHash } from '@/lib/vault';
import { browserNetwork, decide } from './decide';
import { placeOf } from './place-of';
import { knowNetwork, noteFailure, noteRefusal, readFailures, readMarks } from './store';

/** The browser of an attempt. */
export interface From {
  ip: string;
  userAgent: string;
  /** Its Cookie header, from which a known browser is recognised. */
  cookies?: string;
}

/** A secret that is not the password has a number above the 12 bits of passwords, so each attempt counts. */
const firstOther = 4096;
const otherNumber = () => firstOther + randomInt(2 ** 30);

/** The first 12 bits of a keyed hash, as Dovecot reports it for its own sign-ins. */
function hashOf(name: string, password: string): number {
  return Buffer.from(keyedHash('guess', `${name}\0${password}`), 'base64url').readUInt16BE(0) >> 4;
}

/**
 * Counts an attempt to sign in at the panel, and returns its id, or null if there were too many. It is counted before
 * the check, so that concurrent attempts cannot exceed the limit. A successful attempt is removed afterwards. Codes are
 * counted one by one, because the same code is a new guess half a minute later. Names that do not exist are counted in
 * the same way.
 */
export async function beginAttempt(
  name: string,
  from: From,
  secret: { password: string; hasCode: boolean; knownBrowser: boolean },
  now = new Date(),
): Promise<bigint | null> {
  const place = secret.knownBrowser ? { ...placeOf(from.ip), network: browserNetwork, wide: null } : placeOf(from.ip);
  const pwhash = secret.hasCode ? otherNumber() : hashOf(name, secret.password);
  const question = { name, network: place.network, wide: place.wide, pwhash, protocol: 'web' };
  const marks = await readMarks(question, now);
  const known = { network: marks.network || secret.knownBrowser, appPassword: false };
  const userAgent = from.userAgent.slice(0, 400);
  const kind = secret.hasCode ? 'code' : 'password';
  const { id } = await db().signInFailure.create({
    data: { name, kind, userAgent, pwhash, known: known.network, at: now, ...place },
    select: { id: true },
  });
  if (decide(question, known, await readFailures(question, now, id), now) === null) return id;
  await removeAttempt(id);
  await noteRefusal({ name, kind, userAgent, protocol: 'web', ...place }, now);
  return null;
}

/** What is counted apart from sign-ins, each kind for itself. */
export type OtherKind = 'proof' | 'reset' | 'invitation';

/**
 * After this many failures of one name, or four times as many from one address or /64, in this many minutes, every
 * attempt is refused. A proof is by somebody who is signed in, so only the account counts.
 */
const otherLimits = {
  proof: { failures: 8, minutes: 15, places: false },
  reset: { failures: 3, minutes: 60, places: true },
  invitation: { failures: 8, minutes: 15, places: true },
} as const satisfies Record<OtherKind, unknown>;

/** Counts an attempt that is no sign-in, in the same way. */
export async function beginOther(name: string, from: From, kind: OtherKind, now = new Date()): Promise<bigint | null> {
  const { failures, minutes, places } = otherLimits[kind];
  const { ip, network, wide } = placeOf(from.ip);
  const { id } = await db().signInFailure.create({
    data: { name, ip, network, wide, kind, userAgent: from.userAgent.slice(0, 400), at: now },
    select: { id: true },
  });
  const counted = { kind, at: { gt: new Date(now.getTime() - minutes * 60_000) } };
  const fromThere = wide === null ? { network, ip } : { network };
  const [byName, byPlace] = await Promise.all([
    db().signInFailure.count({ where: { ...counted, name } }),
    places ? db().signInFailure.count({ where: { ...counted, ...fromThere } }) : 0,
  ]);
  if (byName <= failures && byPlace <= failures * 4) return id;
  // A refused attempt does not count. Otherwise an attacker could lock the owner out forever.
  await removeAttempt(id);
  return null;
}

/** Notes a failure that nobody can cause by guessing, so it does not count. */
export async function notePasskeyFailure(name: string, from: From, now = new Date()): Promise<void> {
  await noteFailure({ name, kind: 'passkey', userAgent: from.userAgent, protocol: 'web', ...placeOf(from.ip) }, now);
}

/** Removes a successful attempt. */
export async function removeAttempt(id: bigint): Promise<void> {
  await db().signInFailure.deleteMany({ where: { id } });
}

/**
 * The account has proven itself from this browser, by a sign-in or by a link in its mail: strangers cannot lock it out
 * in this network any more, in no protocol. The attempt is removed.
 */
export async function settleAttempt(
  tx: Tx,
  { name, from, attempt }: { name: string; from: Pick<From, 'ip'>; attempt: bigint | null },
  now: Date,
): Promise<void> {
  if (attempt !== null) await tx.signInFailure.deleteMany({ where: { id: attempt } });
  await knowPlace(tx, name, from.ip, now);
}

/**
 * The account has changed its password from there. All that was known before the change is forgotten, because whoever had
 * the old password may have made it known. The transaction has written the new password already.
 */
export async function knowPlace(tx: Tx, name: string, ip: string, now = new Date()): Promise<void> {
  await knowNetwork(name, placeOf(ip).network, now, tx);
}
