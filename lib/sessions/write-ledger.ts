import type { EventDraft, Instant, Owner, SessionDraft } from './draft';
import { failureRows } from './failures';
import { type Ledger, restarted } from './fold';
import type { Place } from './load-ledger';

/** A statement within the caller's transaction. */
export type Query = <R extends Record<string, unknown>>(text: string, values?: unknown[]) => Promise<R[]>;

const nobody: Owner = { mailboxId: null, domainId: null, customerId: null, resellerId: null };

/** Writes what a batch changed: whole sets at a time, because a log speaks in thousands of lines. */
export async function writeLedger(query: Query, place: Place, ledger: Ledger): Promise<void> {
  const sessions = new Set([...ledger.sessions.values(), ...ledger.byPid.values()]);
  for (const { session } of ledger.events.drafts) if (session) sessions.add(session);
  const changed = [...sessions].filter(({ state }) => state !== 'known');
  const events = ledger.events.drafts;
  const owners = await ownersOf(query, [
    ...changed.map(({ address }) => address),
    ...events.map(({ address }) => address),
    ...ledger.failures.map(({ address }) => address),
    ...ledger.rejected.map(({ user }) => user),
  ]);
  const owner = (address: string) => owners.get(address.toLowerCase()) ?? nobody;
  for (const session of changed) Object.assign(session, owner(session.address));
  await markKicked(query, place.node, changed);
  await insertSessions(
    query,
    changed.filter(({ state }) => state === 'new'),
  );
  await updateSessions(
    query,
    changed.filter(({ state }) => state === 'changed'),
  );
  await noteUse(
    query,
    changed.filter(({ state }) => state === 'new'),
  );
  await insertEvents(query, place, events, owner);
  await updateEvents(query, [...ledger.events.completed]);
  await failureRows(query, place, ledger, owner);
}

/** Ends what was open when Dovecot started: at that instant the old processes' connections were gone. */
export async function endBefore(query: Query, node: string, at: Instant): Promise<void> {
  await query(
    `UPDATE "MailSession" SET "endedAt" = GREATEST("startedAt", $2::timestamptz), "endReason" = 'shutdown', "endDetail" = $3,
       revision = (SELECT last_value FROM session_revision)
     WHERE node = $1 AND "endedAt" IS NULL AND "startedAt" < $2::timestamptz`,
    [node, at, restarted],
  );
}

async function ownersOf(query: Query, addresses: string[]): Promise<Map<string, Owner>> {
  const wanted = [...new Set(addresses.map((address) => address.toLowerCase()))];
  if (wanted.length === 0) return new Map();
  const rows = await query<Record<keyof Owner | 'address', string>>(
    `SELECT address, id AS "mailboxId", "domainId", "customerId", "resellerId" FROM "Mailbox" WHERE address = ANY($1)`,
    [wanted],
  );
  return new Map(rows.map(({ address, ...owner }) => [address, owner]));
}

/**
 * "Server shutting down" is what Dovecot says to one client too when its process is asked to end. Where the panel had
 * asked for it, that is why.
 */
async function markKicked(query: Query, node: string, sessions: SessionDraft[]): Promise<void> {
  const ended = sessions.filter(({ endReason, endDetail }) => endReason === 'shutdown' && endDetail !== restarted);
  if (ended.length === 0) return;
  const rows = await query<{ address: string }>(
    `SELECT DISTINCT x.address FROM unnest($2::text[], $3::timestamptz[], $4::int[]) AS x(address, at, pid)
     JOIN "NodeCommand" c ON c.node = $1 AND c.args ->> 'user' = x.address
       AND (c.verb = 'end-user' OR (c.verb = 'end-session' AND (c.args ->> 'pid')::int = x.pid))
       AND c."createdAt" BETWEEN x.at - interval '1 minute' AND x.at + interval '5 seconds'`,
    [node, ended.map(({ address }) => address), ended.map(({ endedAt }) => endedAt), ended.map(({ pid }) => pid)],
  );
  const asked = new Set(rows.map(({ address }) => address));
  for (const session of ended) if (asked.has(session.address)) session.endReason = 'kicked';
}

const types: Record<string, string> = {
  id: 'bigint',
  node: 'text',
  sid: 'text',
  protocol: '"Protocol"',
  mailboxId: 'uuid',
  domainId: 'uuid',
  customerId: 'uuid',
  resellerId: 'uuid',
  address: 'text',
  remoteIp: 'inet',
  remotePort: 'int',
  transport: '"Transport"',
  tlsProtocol: 'text',
  tlsCipher: 'text',
  mechanism: 'text',
  credential: 'text',
  pid: 'int',
  clientName: 'text',
  clientVersion: 'text',
  startedAt: 'timestamptz',
  lastSeenAt: 'timestamptz',
  endedAt: 'timestamptz',
  endReason: 'text',
  endDetail: 'text',
  bytesIn: 'bigint',
  bytesOut: 'bigint',
  fetched: 'int',
  removed: 'int',
  expunged: 'int',
  delivered: 'int',
  seenBy: 'text',
};
const columns = Object.keys(types);
const recordset = `jsonb_to_recordset($1::jsonb) AS x(${columns.map((name) => `"${name}" ${types[name]}`).join(', ')})`;
const list = columns.map((name) => `"${name}"`).join(', ');

async function insertSessions(query: Query, sessions: SessionDraft[]): Promise<void> {
  if (sessions.length === 0) return;
  await layMonths(query, sessions);
  await query(
    `INSERT INTO "MailSession" (${list}, revision) SELECT ${list}, (SELECT last_value FROM session_revision) FROM ${recordset}
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(sessions)],
  );
}

async function updateSessions(query: Query, sessions: SessionDraft[]): Promise<void> {
  if (sessions.length === 0) return;
  await layMonths(query, sessions);
  const set = columns.filter((name) => name !== 'id').map((name) => `"${name}" = x."${name}"`);
  await query(
    `UPDATE "MailSession" s SET ${set.join(', ')}, revision = (SELECT last_value FROM session_revision)
     FROM ${recordset} WHERE s.id = x.id`,
    [JSON.stringify(sessions)],
  );
}

/** A session's beginning, which clocks decide, says in which month's table it lies. */
async function layMonths(query: Query, sessions: SessionDraft[]): Promise<void> {
  const months = new Map(sessions.map(({ startedAt }) => [startedAt.slice(0, 7), startedAt]));
  await query('SELECT mail_session_month(m) FROM unnest($1::timestamptz[]) m', [[...months.values()]]);
}

/** When each app password was last used. */
async function noteUse(query: Query, sessions: SessionDraft[]): Promise<void> {
  const used = sessions.filter(({ credential }) => /^ap[0-9a-f]{8}-[0-9a-f-]{27}$/.test(credential ?? ''));
  if (used.length === 0) return;
  await query(
    `UPDATE "AppPassword" a SET "lastUsedAt" = x.at, "lastUsedFrom" = COALESCE(x.ip, a."lastUsedFrom")
     FROM (SELECT DISTINCT ON (id) id, at, ip FROM unnest($1::uuid[], $2::timestamptz[], $3::inet[]) AS u(id, at, ip)
       ORDER BY id, at DESC) x
     WHERE a.id = x.id AND (a."lastUsedAt" IS NULL OR a."lastUsedAt" < x.at)`,
    [
      used.map(({ credential }) => credential?.slice(2)),
      used.map(({ startedAt }) => startedAt),
      used.map(({ remoteIp }) => remoteIp),
    ],
  );
}

async function insertEvents(
  query: Query,
  { node, inode }: Place,
  events: EventDraft[],
  owner: (address: string) => Owner,
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ session, id: _, ...event }) => {
    const { mailboxId, customerId, resellerId } = owner(event.address);
    return { ...event, mailboxId, customerId, resellerId, sessionId: session?.id ?? null };
  });
  await query(
    `INSERT INTO "MailEvent" (node, inode, "offset", at, "mailboxId", "customerId", "resellerId", address, kind, folder,
       "fromFolder", uid, "fromUid", "recoveryUid", "messageId", size, sender, subject, flags, service, sid, "sessionId", credential)
     SELECT $2, $3, "offset", at, "mailboxId", "customerId", "resellerId", address, kind, folder, "fromFolder", uid, "fromUid",
       "recoveryUid", "messageId", size, sender, subject, ARRAY(SELECT jsonb_array_elements_text(flags)), service, sid, "sessionId",
       credential
     FROM jsonb_to_recordset($1::jsonb) AS x("offset" bigint, at timestamptz, "mailboxId" uuid, "customerId" uuid,
       "resellerId" uuid, address text, kind text, folder text, "fromFolder" text, uid bigint, "fromUid" bigint,
       "recoveryUid" bigint, "messageId" text, size bigint, sender text, subject text, flags jsonb, service text, sid text,
       "sessionId" bigint, credential text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), node, inode],
  );
}

async function updateEvents(query: Query, events: EventDraft[]): Promise<void> {
  if (events.length === 0) return;
  await query(
    `UPDATE "MailEvent" e SET kind = x.kind, uid = x.uid, "fromUid" = x."fromUid"
     FROM jsonb_to_recordset($1::jsonb) AS x(id bigint, kind text, uid bigint, "fromUid" bigint) WHERE e.id = x.id`,
    [JSON.stringify(events.map(({ id, kind, uid, fromUid }) => ({ id, kind, uid, fromUid })))],
  );
}
