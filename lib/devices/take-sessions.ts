import { deviceKey, networkOf } from './device-key';
import { inTransaction, type Query } from './in-transaction';

/** Sessions taken into one transaction: it holds the lock of those who write sessions, for some 50 ms. */
const atOnce = 2000;
/** TLS that no client needs any more (RFC 8996). */
const oldTls = new Set(['SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1']);

interface Changed extends Record<string, unknown> {
  id: string;
  revision: string;
  mailboxId: string | null;
  domainId: string | null;
  customerId: string | null;
  resellerId: string | null;
  address: string;
  protocol: string;
  clientName: string | null;
  clientVersion: string | null;
  credential: string | null;
  remoteIp: string | null;
  transport: string;
  tlsProtocol: string | null;
  startedAt: Date;
  lastSeenAt: Date;
  endedAt: Date | null;
  fetched: number;
  removed: number;
  deviceId: string | null;
  deviceCounted: boolean;
}

/** What is added to a device's figures; a session that moves to another device is taken from the first. */
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
 * Tells the devices of the sessions that changed since the last time, once each whoever runs it: the mark of how far is
 * moved in the same transaction. Answers how many sessions it took.
 */
export function takeSessions(): Promise<number> {
  return inTransaction(async (query) => {
    const [cursor] = await query<{ revision: string; sessionId: string }>(
      `SELECT revision::text, "sessionId"::text FROM "DeviceCursor" WHERE id = 1 FOR UPDATE`,
    );
    if (!cursor) return 0;
    // What is written to sessions here must not wait crosswise for who writes them from the log.
    await query(`SELECT pg_advisory_xact_lock(hashtext('milepost.sessions'))`);
    const changed = await query<Changed>(
      `SELECT id::text, revision::text, "mailboxId", "domainId", "customerId", "resellerId", address, protocol,
         "clientName", "clientVersion", credential, host("remoteIp") AS "remoteIp", transport, "tlsProtocol", "startedAt",
         "lastSeenAt", "endedAt", fetched, greatest(removed, expunged) AS removed, "deviceId", "deviceCounted"
       FROM "MailSession" s WHERE (s.revision, s.id) > ($1::bigint, $2::bigint) ORDER BY s.revision, s.id LIMIT ${atOnce}`,
      [cursor.revision, cursor.sessionId],
    );
    const last = changed[changed.length - 1];
    if (!last) return 0;
    const owned = changed.filter((session) => session.mailboxId !== null);
    const devices = await knowDevices(query, owned);
    await count(query, owned, devices);
    await query(`UPDATE "DeviceCursor" SET revision = $1::bigint, "sessionId" = $2::bigint WHERE id = 1`, [
      last.revision,
      last.id,
    ]);
    return changed.length;
  });
}

/** The devices of these sessions by key, made or brought up to date. */
async function knowDevices(query: Query, sessions: Changed[]): Promise<Map<string, string>> {
  const groups = new Map<string, Changed[]>();
  for (const session of sessions) {
    const key = deviceKey(session);
    groups.set(key, [...(groups.get(key) ?? []), session]);
  }
  if (groups.size === 0) return new Map();
  const rows = [...groups].map(([key, group]) => {
    const newest = group.reduce((a, b) => (b.startedAt > a.startedAt ? b : a));
    return {
      ...newest,
      key,
      credential: newest.credential?.startsWith('web') ? 'web' : newest.credential,
      firstSeenAt: new Date(Math.min(...group.map(({ startedAt }) => startedAt.getTime()))),
      lastSeenAt: new Date(Math.max(...group.map(({ lastSeenAt }) => lastSeenAt.getTime()))),
      startedAt: newest.startedAt,
    };
  });
  // A device that was forgotten and signs in again is a new one; its old sessions are no longer counted.
  await query(
    `UPDATE "Device" d SET "forgottenAt" = NULL, name = NULL, "mergedIntoId" = NULL, "firstSeenAt" = x."startedAt",
       sessions = 0, fetched = 0, removed = 0
     FROM jsonb_to_recordset($1::jsonb) AS x(key text, "mailboxId" uuid, "startedAt" timestamptz)
     WHERE d."mailboxId" = x."mailboxId" AND d.key = x.key AND d."forgottenAt" < x."startedAt"`,
    [JSON.stringify(rows)],
  );
  const told = await query<{ id: string; key: string }>(
    `INSERT INTO "Device" AS d (id, key, "mailboxId", "domainId", "customerId", "resellerId", address, protocol, "clientName",
       "clientVersion", credential, "remoteIp", transport, "tlsProtocol", "firstSeenAt", "lastSeenAt")
     SELECT gen_random_uuid(), x.* FROM jsonb_to_recordset($1::jsonb) AS x(key text, "mailboxId" uuid, "domainId" uuid,
       "customerId" uuid, "resellerId" uuid, address text, protocol "Protocol", "clientName" text, "clientVersion" text,
       credential text, "remoteIp" inet, transport "Transport", "tlsProtocol" text, "firstSeenAt" timestamptz,
       "lastSeenAt" timestamptz)
     ON CONFLICT ("mailboxId", key) DO UPDATE SET
       "firstSeenAt" = least(d."firstSeenAt", excluded."firstSeenAt"),
       "lastSeenAt" = greatest(d."lastSeenAt", excluded."lastSeenAt"),
       ${[
         'clientName',
         'clientVersion',
         'remoteIp',
         'transport',
         'tlsProtocol',
         'domainId',
         'customerId',
         'resellerId',
         'address',
       ]
         .map(
           (name) =>
             `"${name}" = CASE WHEN excluded."lastSeenAt" >= d."lastSeenAt" THEN excluded."${name}" ELSE d."${name}" END`,
         )
         .join(', ')},
       stale = true
     RETURNING d.id, d.key`,
    [JSON.stringify(rows)],
  );
  return new Map(told.map(({ id, key }) => [key, id]));
}

async function count(query: Query, sessions: Changed[], devices: Map<string, string>): Promise<void> {
  const tallies = new Map<string, Tally>();
  const moved: { id: string; deviceId: string; counted: boolean }[] = [];
  const left = new Set<string>();
  const add = (deviceId: string, session: Changed, sign: 1 | -1, asSession: boolean, figures: boolean) => {
    const day = session.startedAt.toISOString().slice(0, 10);
    const network = session.remoteIp ? networkOf(session.remoteIp) : null;
    const key = `${deviceId} ${day} ${network}`;
    const tally = tallies.get(key) ?? {
      ...{ deviceId, day, network, sessions: 0, fetched: 0, removed: 0, clear: 0, oldTls: 0, main: 0 },
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
      tally.fetched += sign * session.fetched;
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
      // The client named itself after its sign-in: it is another device than it seemed.
      add(session.deviceId, session, -1, true, session.deviceCounted);
      left.add(session.deviceId);
    }
    const counted = session.endedAt !== null;
    const figures = counted && (moves || !session.deviceCounted);
    if (moves || figures) {
      add(deviceId, session, 1, moves, figures);
      moved.push({ id: session.id, deviceId, counted });
    }
  }
  if (moved.length === 0) return;
  await query(
    `UPDATE "MailSession" s SET "deviceId" = x."deviceId", "deviceCounted" = x.counted
     FROM jsonb_to_recordset($1::jsonb) AS x(id bigint, "deviceId" uuid, counted boolean) WHERE s.id = x.id`,
    [JSON.stringify(moved)],
  );
  await write(query, [...tallies.values()]);
  // What was only the moment before a client said its name is no device.
  if (left.size > 0) {
    await query(`DELETE FROM "Device" WHERE id = ANY($1::uuid[]) AND sessions <= 0 AND name IS NULL`, [[...left]]);
  }
}

async function write(query: Query, tallies: Tally[]): Promise<void> {
  const values = [JSON.stringify(tallies)];
  const set = `jsonb_to_recordset($1::jsonb) AS x("deviceId" uuid, day date, network text, sessions int, fetched int, removed int,
    clear int, "oldTls" int, main int, "from" timestamptz, "to" timestamptz)`;
  const figures = ['sessions', 'fetched', 'removed', 'clear', '"oldTls"', 'main'];
  await query(
    `UPDATE "Device" d SET sessions = d.sessions + x.sessions, fetched = d.fetched + x.fetched, removed = d.removed + x.removed
     FROM (SELECT "deviceId", sum(sessions)::int AS sessions, sum(fetched)::int AS fetched, sum(removed)::int AS removed
       FROM ${set} GROUP BY 1) x WHERE d.id = x."deviceId"`,
    values,
  );
  await query(
    `INSERT INTO "DeviceDay" AS t ("deviceId", day, "mailboxId", "domainId", "customerId", "resellerId", protocol, ${figures.join(', ')})
     SELECT x."deviceId", x.day, d."mailboxId", d."domainId", d."customerId", d."resellerId", d.protocol,
       ${figures.map((name) => `x.${name}`).join(', ')}
     FROM (SELECT "deviceId", day, ${figures.map((name) => `sum(${name})::int AS ${name}`).join(', ')} FROM ${set} GROUP BY 1, 2) x
     JOIN "Device" d ON d.id = x."deviceId"
     ON CONFLICT ("deviceId", day) DO UPDATE SET ${figures.map((name) => `${name} = t.${name} + excluded.${name}`).join(', ')}`,
    values,
  );
  await query(
    `INSERT INTO "DeviceNetwork" AS t ("deviceId", network, "mailboxId", "firstSeenAt", "lastSeenAt", sessions)
     SELECT x."deviceId", x.network, d."mailboxId", x."from", x."to", x.sessions
     FROM (SELECT "deviceId", network, min("from") AS "from", max("to") AS "to", sum(sessions)::int AS sessions
       FROM ${set} WHERE network IS NOT NULL GROUP BY 1, 2) x JOIN "Device" d ON d.id = x."deviceId"
     ON CONFLICT ("deviceId", network) DO UPDATE SET "firstSeenAt" = least(t."firstSeenAt", excluded."firstSeenAt"),
       "lastSeenAt" = greatest(t."lastSeenAt", excluded."lastSeenAt"), sessions = t.sessions + excluded.sessions`,
    values,
  );
}
