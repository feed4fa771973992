import { allSessions } from '@/lib/activity';
import { type Queries, queryTransaction, sql } from '@/lib/db';
import { networkAround } from '@/lib/networks/values';
import { lockCursor, moveCursor } from './cursor';
import { cutKeyOf, deviceKey } from './device-key';

/** Sessions in one transaction: some 50 ms. */
const maxSessions = 2000;
/** Deprecated versions of TLS (RFC 8996). */
const oldTls = new Set(['SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1']);

/** The sessions that changed after a revision, with their current device. */
function changedSessions(inside: Queries, { revision, sessionId }: { revision: bigint; sessionId: bigint }) {
  return allSessions(inside)
    .leftJoin('SessionDevice as x', 'x.sessionId', 's.id')
    .select(['s.id', 's.revision', 's.mailboxId', 's.domainId', 's.customerId', 's.resellerId', 's.address'])
    .select(['s.protocol', 's.clientName', 's.clientVersion', 's.credential', 's.transport', 's.tlsProtocol'])
    .select(['s.startedAt', 's.lastSeenAt', 's.endedAt', 's.fetched', 'x.deviceId', 'x.counted'])
    .select([
      // In microseconds, which a Date does not have, because session and device are joined by it.
      sql<string>`s."startedAt"::text`.as('exactStart'),
      sql<string | null>`host(s."remoteIp")`.as('remoteIp'),
      sql<number>`greatest(s.removed, s.expunged)`.as('removed'),
    ])
    .where(sql<boolean>`(s.revision, s.id) > (${revision}, ${sessionId})`)
    .orderBy('s.revision')
    .orderBy('s.id')
    .limit(maxSessions)
    .execute();
}

type Changed = Awaited<ReturnType<typeof changedSessions>>[number];

/** The change of the figures of a device. A session that moves to another device is subtracted from the first one. */
interface Tally {
  deviceId: string;
  day: string;
  network: string | null;
  sessions: number;
  fetched: number;
  removed: number;
  clear: number;
  oldTls: number;
  main: number;
  from: Date;
  to: Date;
}

/**
 * Computes the devices of sessions that changed since the last run. The cursor is moved in the same transaction, so
 * each change is counted once. Returns the number of processed sessions.
 */
export function updateDevices(): Promise<number> {
  return queryTransaction(async (inside) => {
    const changed = await changedSessions(inside, await lockCursor(inside));
    const last = changed[changed.length - 1];
    if (!last) return 0;
    const owned = changed.filter((session) => session.mailboxId !== null && !isPanels(session));
    const devices = await ensureDevices(inside, owned);
    await count(inside, owned, devices);
    await moveCursor(inside, { revision: last.revision, sessionId: last.id });
    return changed.length;
  });
}

/** The panel edits filters over ManageSieve with the token of a web sign-in. That is no mail program. */
function isPanels({ protocol, credential }: Changed): boolean {
  return protocol === 'sieve' && credential?.startsWith('web') === true;
}

/** The columns of a device that come from its newest session. */
const latest = [
  'clientName',
  'clientVersion',
  'remoteIp',
  'transport',
  'tlsProtocol',
  'domainId',
  'customerId',
  'resellerId',
  'address',
] as const;
const deviceColumns = ['key', 'mailboxId', 'protocol', 'credential', 'firstSeenAt', 'lastSeenAt', ...latest] as const;

/** Creates or updates the devices of these sessions. Returns them by key. */
async function ensureDevices(inside: Queries, sessions: Changed[]): Promise<Map<string, string>> {
  const groups = Map.groupBy(sessions, deviceKey);
  if (groups.size === 0) return new Map();
  const rows = JSON.stringify(
    [...groups].map(([key, group]) => {
      const newest = group.reduce((a, b) => (b.startedAt > a.startedAt ? b : a));
      const { id: _, revision: __, deviceId: ___, ...known } = newest;
      return {
        ...known,
        key,
        cutKey: cutKeyOf(newest),
        credential: newest.credential?.startsWith('web') ? 'web' : newest.credential,
        firstSeenAt: new Date(Math.min(...group.map(({ startedAt }) => startedAt.getTime()))),
        lastSeenAt: new Date(Math.max(...group.map(({ lastSeenAt }) => lastSeenAt.getTime()))),
      };
    }),
  );
  // A device whose address was truncated is back, if it is the only one of its network that it can be.
  await sql`UPDATE "Device" d SET key = x.key
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(key text, "cutKey" text, "mailboxId" uuid)
    WHERE d."mailboxId" = x."mailboxId" AND d.key = concat(x."cutKey", ' ', d.id) AND NOT EXISTS (
      SELECT 1 FROM "Device" o WHERE o."mailboxId" = d."mailboxId" AND o.id <> d.id
        AND o.key IN (x.key, concat(x."cutKey", ' ', o.id)))`.execute(inside);
  // A hidden device that signs in again is a new one. Its old sessions are not counted.
  await sql`UPDATE "Device" d SET "forgottenAt" = NULL, name = NULL, "mergedIntoId" = NULL, separate = false,
      "partOfId" = NULL, "firstSeenAt" = x."startedAt",
      sessions = 0, fetched = 0, removed = 0
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(key text, "mailboxId" uuid, "startedAt" timestamptz)
    WHERE d."mailboxId" = x."mailboxId" AND d.key = x.key AND d."forgottenAt" < x."startedAt"`.execute(inside);
  const columns = sql.join(deviceColumns.map((name) => sql.ref(name)));
  const set = latest.map(
    (name) => sql`${sql.ref(name)} =
      CASE WHEN excluded."lastSeenAt" >= d."lastSeenAt" THEN ${sql.ref(`excluded.${name}`)} ELSE ${sql.ref(`d.${name}`)} END`,
  );
  const { rows: devices } = await sql<{ id: string; key: string }>`
    INSERT INTO "Device" AS d (id, ${columns})
    SELECT gen_random_uuid(), ${columns} FROM jsonb_populate_recordset(NULL::"Device", ${rows}::jsonb)
    ON CONFLICT ("mailboxId", key) DO UPDATE SET
      "firstSeenAt" = least(d."firstSeenAt", excluded."firstSeenAt"),
      "lastSeenAt" = greatest(d."lastSeenAt", excluded."lastSeenAt"), ${sql.join(set)}, stale = true
    RETURNING d.id, d.key`.execute(inside);
  return new Map(devices.map(({ key, id }) => [key, id]));
}

async function count(inside: Queries, sessions: Changed[], devices: Map<string, string>): Promise<void> {
  const tallies = new Map<string, Tally>();
  const placed: { sessionId: string; startedAt: string; deviceId: string; counted: boolean }[] = [];
  const left = new Set<string>();
  const add = (deviceId: string, session: Changed, sign: 1 | -1, asSession: boolean, figures: boolean) => {
    const day = session.startedAt.toISOString().slice(0, 10);
    const network = session.remoteIp ? networkAround(session.remoteIp) : null;
    const key = `${deviceId} ${day} ${network}`;
    const tally = tallies.get(key) ?? {
      deviceId,
      day,
      network,
      sessions: 0,
      fetched: 0,
      removed: 0,
      clear: 0,
      oldTls: 0,
      main: 0,
      from: session.startedAt,
      to: session.lastSeenAt,
    };
    if (asSession) {
      tally.sessions += sign;
      if (session.transport === 'clear') tally.clear += sign;
      if (oldTls.has(session.tlsProtocol ?? '')) tally.oldTls += sign;
      if (session.credential === 'main') tally.main += sign;
    }
    if (figures) {
      tally.fetched += sign * (session.fetched ?? 0);
      tally.removed += sign * session.removed;
    }
    if (session.startedAt < tally.from) tally.from = session.startedAt;
    if (session.lastSeenAt > tally.to) tally.to = session.lastSeenAt;
    tallies.set(key, tally);
  };
  for (const session of sessions) {
    const deviceId = devices.get(deviceKey(session));
    if (!deviceId) continue;
    const moves = session.deviceId !== deviceId;
    if (moves && session.deviceId) {
      // The client sent its name after the sign-in, so the session belongs to another device.
      add(session.deviceId, session, -1, true, session.counted === true);
      left.add(session.deviceId);
    }
    // A changed session is counted only once.
    const counted = session.endedAt !== null || (!moves && session.counted === true);
    const figures = session.endedAt !== null && (moves || session.counted !== true);
    if (moves || figures) add(deviceId, session, 1, moves, figures);
    // Sessions with an unchanged device are included, because their start may have been corrected.
    placed.push({ sessionId: String(session.id), startedAt: session.exactStart, deviceId, counted });
  }
  if (placed.length === 0) return;
  await sql`INSERT INTO "SessionDevice" ("sessionId", "startedAt", "deviceId", counted)
    SELECT "sessionId", "startedAt", "deviceId", counted
    FROM jsonb_populate_recordset(NULL::"SessionDevice", ${JSON.stringify(placed)}::jsonb)
    ON CONFLICT ("sessionId") DO UPDATE
      SET "startedAt" = excluded."startedAt", "deviceId" = excluded."deviceId", counted = excluded.counted`.execute(
    inside,
  );
  if (tallies.size > 0) await write(inside, [...tallies.values()]);
  // Removes devices that only existed until the client sent its name.
  if (left.size > 0) {
    await inside
      .deleteFrom('Device')
      .where('id', 'in', [...left])
      .where('sessions', '<=', 0)
      .where('name', 'is', null)
      .execute();
  }
}

const figures = ['sessions', 'fetched', 'removed', 'clear', 'oldTls', 'main'] as const;
const names = sql.join(figures.map((name) => sql.ref(name)));
const sums = sql.join(figures.map((name) => sql`sum(${sql.ref(name)})::int AS ${sql.ref(name)}`));
const added = sql.join(
  figures.map((name) => sql`${sql.ref(name)} = ${sql.ref(`t.${name}`)} + ${sql.ref(`excluded.${name}`)}`),
);

async function write(inside: Queries, tallies: Tally[]): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(tallies)}::jsonb) AS x("deviceId" uuid, day date, network text,
    sessions int, fetched int, removed int, clear int, "oldTls" int, main int, "from" timestamptz, "to" timestamptz)`;
  await sql`UPDATE "Device" d SET sessions = d.sessions + x.sessions, fetched = d.fetched + x.fetched,
      removed = d.removed + x.removed
    FROM (SELECT "deviceId", ${sums} FROM ${rows} GROUP BY 1) x WHERE d.id = x."deviceId"`.execute(inside);
  await sql`INSERT INTO "DeviceDay" AS t
      ("deviceId", day, "mailboxId", "domainId", "customerId", "resellerId", protocol, ${names})
    SELECT x."deviceId", x.day, d."mailboxId", d."domainId", d."customerId", d."resellerId", d.protocol,
      ${sql.join(figures.map((name) => sql.ref(`x.${name}`)))}
    FROM (SELECT "deviceId", day, ${sums} FROM ${rows} GROUP BY 1, 2) x JOIN "Device" d ON d.id = x."deviceId"
    ON CONFLICT ("deviceId", day) DO UPDATE SET ${added}`.execute(inside);
  await sql`INSERT INTO "DeviceNetwork" AS t ("deviceId", network, "mailboxId", "firstSeenAt", "lastSeenAt", sessions)
    SELECT x."deviceId", x.network, d."mailboxId", x."from", x."to", x.sessions
    FROM (SELECT "deviceId", network, min("from") AS "from", max("to") AS "to", sum(sessions)::int AS sessions
      FROM ${rows} WHERE network IS NOT NULL GROUP BY 1, 2) x JOIN "Device" d ON d.id = x."deviceId"
    ON CONFLICT ("deviceId", network) DO UPDATE SET "firstSeenAt" = least(t."firstSeenAt", excluded."firstSeenAt"),
      "lastSeenAt" = greatest(t."lastSeenAt", excluded."lastSeenAt"),
      sessions = t.sessions + excluded.sessions`.execute(inside);
}
