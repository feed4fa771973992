import { type Queries, sql } from '@/lib/db';
import { askedToDisconnect } from '@/lib/dovecot';
import { sessionColumns } from '../columns';
import type { EventDraft, Instant, Owner, SessionDraft } from './draft';
import { type Ledger, restarted } from './fold';
import { writeImitations } from './imitations';
import { insertEventRows } from './insert-events';
import type { Place } from './load-ledger';
import { ownersOf } from './owners';
import { commandsOf } from './panel-commands';
import { writeFailures } from './write-failures';
import { writeHandshakes } from './write-handshakes';
import { writeRevision } from './write-lock';
import { writeUnread } from './write-unread';

const nobody: Owner = { mailboxId: null, domainId: null, customerId: null, resellerId: null };

/** Writes the changes of a batch in bulk, because a log has thousands of lines. Returns the new sessions. */
export async function writeLedger(inside: Queries, place: Place, ledger: Ledger): Promise<SessionDraft[]> {
  const sessions = new Set([...ledger.sessions.values(), ...ledger.byPid.values()]);
  for (const { session } of ledger.events.drafts) if (session) sessions.add(session);
  const changed = [...sessions].filter(({ state }) => state !== 'known');
  const events = ledger.events.drafts;
  const owners = await ownersOf(inside, [
    ...changed.map(({ address }) => address),
    ...events.map(({ address }) => address),
    ...ledger.failures.map(({ address }) => address),
    ...ledger.rejected.map(({ address }) => address),
  ]);
  const owner = (address: string) => owners.get(address.toLowerCase()) ?? nobody;
  for (const session of changed) Object.assign(session, owner(session.address));
  await markKicked(inside, place.node, changed);
  const started = changed.filter(({ state }) => state === 'new');
  await insertSessions(inside, started);
  await updateSessions(
    inside,
    changed.filter(({ state }) => state === 'changed'),
  );
  await insertEvents(inside, place, events, owner);
  await updateEvents(inside, [...ledger.events.completed]);
  await writeFailures(inside, place, ledger, owner);
  await writeImitations(inside, ledger.imitations, owner);
  await writeHandshakes(inside, place.node, ledger.handshakes);
  await writeUnread(inside, place.node, ledger.unread);
  return started;
}

/** Ends the sessions that were open when Dovecot started. */
export async function endBefore(inside: Queries, node: string, at: Instant): Promise<void> {
  await inside
    .updateTable('MailSession')
    .set({
      endedAt: sql`GREATEST("startedAt", ${at}::timestamptz)`,
      endReason: 'shutdown',
      endDetail: restarted,
      revision: writeRevision,
    })
    .where('node', '=', node)
    .where('endedAt', 'is', null)
    .where('startedAt', '<', sql<Date>`${at}::timestamptz`)
    .execute();
}

/**
 * Dovecot also logs "Server shutting down" when a single process is terminated. If the panel requested it, the
 * reason is `kicked`.
 */
async function markKicked(inside: Queries, node: string, sessions: SessionDraft[]): Promise<void> {
  const ended = sessions.filter(({ endReason, endDetail }) => endReason === 'shutdown' && endDetail !== restarted);
  if (ended.length === 0) return;
  const asked = await askedToDisconnect(
    inside,
    node,
    ended.map(({ address, endedAt, pid }) => ({ address, at: endedAt, pid })),
  );
  for (const session of ended) if (asked.has(session.address)) session.endReason = 'kicked';
}

const names = sql.join(sessionColumns.map((name) => sql.ref(name)));
/** The sessions as rows with the column types of the table. */
const rowsOf = (sessions: SessionDraft[]) =>
  sql`jsonb_populate_recordset(NULL::"MailSession", ${JSON.stringify(sessions)}::jsonb) AS x`;

async function insertSessions(inside: Queries, sessions: SessionDraft[]): Promise<void> {
  if (sessions.length === 0) return;
  await ensureMonths(inside, sessions);
  await sql`INSERT INTO "MailSession" (${names}, revision) SELECT ${names}, ${writeRevision} FROM ${rowsOf(sessions)}
    ON CONFLICT DO NOTHING`.execute(inside);
}

async function updateSessions(inside: Queries, sessions: SessionDraft[]): Promise<void> {
  if (sessions.length === 0) return;
  await ensureMonths(inside, sessions);
  const set = sessionColumns
    .filter((name) => name !== 'id')
    .map((name) => sql`${sql.ref(name)} = ${sql.ref(`x.${name}`)}`);
  await sql`UPDATE "MailSession" s SET ${sql.join(set)}, revision = ${writeRevision}
    FROM ${rowsOf(sessions)} WHERE s.id = x.id`.execute(inside);
}

/**
 * Creates missing month partitions. The start of a session determines its partition, and depends on the clock of the
 * node.
 */
async function ensureMonths(inside: Queries, sessions: SessionDraft[]): Promise<void> {
  const months = new Map(sessions.map(({ startedAt }) => [startedAt.slice(0, 7), startedAt]));
  await sql`SELECT mail_session_month(m) FROM unnest(${[...months.values()]}::timestamptz[]) m`.execute(inside);
}

async function insertEvents(
  inside: Queries,
  { node, inode }: Place,
  events: EventDraft[],
  owner: (address: string) => Owner,
): Promise<void> {
  const commands = await commandsOf(inside, node, events);
  const rows = events.map((draft) => {
    const { session, id: _, ...event } = draft;
    const command = commands.get(draft) ?? null;
    const { mailboxId, customerId, resellerId } = owner(event.address);
    return {
      ...event,
      command,
      node,
      inode: String(inode),
      mailboxId,
      customerId,
      resellerId,
      sessionId: session?.id ?? null,
    };
  });
  await insertEventRows(inside, rows);
}

async function updateEvents(inside: Queries, events: EventDraft[]): Promise<void> {
  if (events.length === 0) return;
  const rows = JSON.stringify(events.map(({ id, kind, uid, fromUid }) => ({ id, kind, uid, fromUid })));
  await sql`UPDATE "MailEvent" e SET kind = x.kind, uid = x.uid, "fromUid" = x."fromUid"
    FROM jsonb_populate_recordset(NULL::"MailEvent", ${rows}::jsonb) AS x WHERE e.id = x.id`.execute(inside);
}
