import { db, queries, runIn, sql, type Tx } from '@/lib/db';
import { dayMs, type Failure, knownDays, limits, type Question } from './decide';
import type { Place } from './place-of';

const hourMs = 3_600_000;
/** The kinds that guess an account's secret at a sign-in. They are counted together. */
export const guessKinds: readonly string[] = ['password', 'code'];

/** What a name is known by in one network, and since when each was not written. */
export interface Marks {
  network: boolean;
  networkAt: Date | null;
  /** Of each app password that the name has signed in with, by the hash of the password. */
  apps: ReadonlyMap<number, Date>;
}

export const isKnown = (last: Date | null, now: Date) =>
  last !== null && now.getTime() - last.getTime() < knownDays * dayMs;

/** Where a question comes from. What is read for it does not depend on the password, so that many share one reading. */
type Source = Pick<Question, 'name' | 'network' | 'wide'>;

export async function readMarks({ name, network }: Source, now: Date): Promise<Marks> {
  const { rows } = await sql<{ pwhash: number | null; lastAt: Date }>`
    SELECT NULL::int AS pwhash, "lastAt" FROM "KnownNetwork"
    WHERE name = ${name} AND network = ${network} AND "forgottenAt" IS NULL
    UNION ALL SELECT pwhash, "lastAt" FROM "KnownAppPassword" WHERE name = ${name}`.execute(queries());
  const networkAt = rows.find(({ pwhash }) => pwhash === null)?.lastAt ?? null;
  const apps = new Map(rows.flatMap(({ pwhash, lastAt }) => (pwhash === null ? [] : [[pwhash, lastAt] as const])));
  return { networkAt, network: isKnown(networkAt, now), apps };
}

/** The failures that can count for a question. `except` is the row of the attempt itself. */
export async function readFailures({ name, network, wide }: Source, now: Date, except = 0n): Promise<Failure[]> {
  const hour = new Date(now.getTime() - hourMs);
  const day = new Date(now.getTime() - limits.known.ms);
  const { rows } = await sql<Failure>`
    SELECT name, network, wide, pwhash, protocol, known, times, at FROM "SignInFailure"
    WHERE ((at > ${hour} AND (name = ${name} OR network = ${network} OR wide = ${wide}))
        OR (at > ${day} AND name = ${name} AND (network = ${network}
          OR pwhash IN (SELECT a.pwhash FROM "KnownAppPassword" a WHERE a.name = ${name}))))
      AND kind = ANY(${guessKinds}) AND NOT refused AND id <> ${except}`.execute(queries());
  return rows;
}

interface Attempt extends Place {
  name: string;
  protocol: string;
  kind?: string;
  userAgent: string;
}

async function addTo(
  attempt: Attempt & { pwhash: number; known: boolean; refused: boolean },
  now: Date,
): Promise<void> {
  const { name, ip, kind = 'password', userAgent, protocol, network, wide, pwhash, known, refused } = attempt;
  const hour = new Date(Math.floor(now.getTime() / hourMs) * hourMs);
  await sql`INSERT INTO "SignInFailure" AS f
      (name, ip, kind, "userAgent", at, protocol, network, wide, pwhash, known, refused, hour)
    VALUES (${name}, ${ip}::inet, ${kind}, ${userAgent.slice(0, 400)}, ${now}, ${protocol}, ${network}, ${wide},
      ${pwhash}, ${known}, ${refused}, ${hour})
    ON CONFLICT (name, network, protocol, kind, pwhash, refused, hour) DO UPDATE
      SET times = f.times + 1, at = EXCLUDED.at, ip = EXCLUDED.ip, "userAgent" = EXCLUDED."userAgent"`.execute(
    queries(),
  );
}

/** Counts a wrong password. The same password from the same network within the hour is one row. */
export function countFailure(failure: Attempt & { pwhash: number; known: boolean }, now: Date): Promise<void> {
  return addTo({ ...failure, refused: false }, now);
}

/** Notes an attempt that the count refused, for the owner. It does not count, or strangers could prolong the lock. */
export function noteRefusal(attempt: Attempt, now: Date): Promise<void> {
  return addTo({ ...attempt, pwhash: -1, known: true, refused: true }, now);
}

/** Notes a failure for the owner that does not count, because of its kind. */
export function noteFailure(attempt: Attempt & { kind: 'passkey' }, now: Date): Promise<void> {
  return addTo({ ...attempt, pwhash: -1, known: true, refused: false }, now);
}

/** Within an hour, a known network and a known app password are not written again. */
export function isFresh(lastAt: Date | null, now: Date): boolean {
  return lastAt !== null && now.getTime() - lastAt.getTime() < hourMs;
}

/** The mail servers may accept the old password for a moment after a change, and report it later. */
const oldPasswordMs = 60_000;

/**
 * The name has signed in from this network, at the panel if there is a transaction: there, no old password is accepted.
 */
export async function knowNetwork(name: string, network: string, now: Date, tx?: Tx): Promise<void> {
  const forgotten = tx
    ? sql`k."forgottenAt" IS NOT NULL`
    : sql`k."forgottenAt" < ${new Date(now.getTime() - oldPasswordMs)}::timestamptz`;
  const statement = sql`INSERT INTO "KnownNetwork" AS k (name, network, "lastAt")
    VALUES (${name}, ${network}, ${now}::timestamptz)
    ON CONFLICT (name, network) DO UPDATE SET "lastAt" = EXCLUDED."lastAt", "forgottenAt" = NULL
      WHERE (k."forgottenAt" IS NULL AND k."lastAt" < EXCLUDED."lastAt" - interval '1 hour')
        OR ${forgotten}`;
  if (tx) await runIn(tx, { compile: () => statement.compile(queries()) });
  else await statement.execute(queries());
}

/** What a name had signed in from at a time before: this network, and any network at all. */
export async function readNetworkHistory(
  name: string,
  network: string,
  before: Date,
): Promise<{ networkKnown: boolean; hasHistory: boolean }> {
  const { rows } = await sql<{ network: string }>`
    SELECT network FROM "KnownNetwork" WHERE name = ${name} AND "firstAt" <= ${before}`.execute(queries());
  return { networkKnown: rows.some((row) => row.network === network), hasHistory: rows.length > 0 };
}

/** The name has signed in with an app password of this hash. */
export async function knowAppPassword(name: string, pwhash: number, now: Date): Promise<void> {
  await sql`INSERT INTO "KnownAppPassword" (name, pwhash, "lastAt") VALUES (${name}, ${pwhash}, ${now})
    ON CONFLICT (name, pwhash) DO UPDATE SET "lastAt" = EXCLUDED."lastAt"`.execute(queries());
}

const retentionDays = 7;

/** Removes failures that are neither counted nor shown, and what is no longer known. */
export async function forgetOldFailures(now: Date): Promise<void> {
  const before = (days: number) => ({ lt: new Date(now.getTime() - days * dayMs) });
  await db().signInFailure.deleteMany({ where: { at: before(retentionDays) } });
  await db().knownNetwork.deleteMany({ where: { lastAt: before(knownDays) } });
  await db().knownAppPassword.deleteMany({ where: { lastAt: before(knownDays) } });
}
