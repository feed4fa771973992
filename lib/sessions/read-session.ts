import { pool } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import type { EventKind, TrailEvent } from '@/lib/trail/shapes';
import { Conditions, selectChosen, selectSessions, toRow } from './row';
import type { SessionDetails, SessionRow } from './shapes';

/** A story of more events than this is for the trail's own page. */
const mostEvents = 500;
const mostOthers = 20;

/** One session, what happened to mail in it, and the mailbox's other sessions. */
export async function readSession(actor: Actor, id: string): Promise<SessionDetails> {
  demand(actor, 'session:read');
  const where = new Conditions(actor).add('s.id = $?::bigint', id);
  const found = await pool().query(`${selectSessions} WHERE ${where}`, where.values);
  const [first] = found.rows;
  if (!first) throw new Refusal('not-found');
  const session = toRow(first);
  const [story, others] = await Promise.all([readStory(actor, session), readOthers(actor, session)]);
  return { session, story, others };
}

async function readStory(actor: Actor, session: SessionRow): Promise<TrailEvent[]> {
  const where = new Conditions(actor, 'e').add('e."sessionId" = $?::bigint', session.id);
  const { rows } = await pool().query(
    `SELECT e.* FROM "MailEvent" e WHERE ${where} ORDER BY e.at DESC, e.id DESC LIMIT ${mostEvents}`,
    where.values,
  );
  const { id, protocol, remoteIp, clientName, clientVersion, startedAt, endedAt } = session;
  return rows.reverse().map((row) => ({
    id: String(row.id),
    node: String(row.node),
    at: (row.at as Date).toISOString(),
    mailboxId: row.mailboxId as string | null,
    address: String(row.address),
    kind: row.kind as EventKind,
    folder: String(row.folder),
    fromFolder: row.fromFolder as string | null,
    uid: row.uid as number | null,
    messageId: row.messageId as string | null,
    size: row.size === null ? null : Number(row.size),
    sender: row.sender as string | null,
    subject: row.subject as string | null,
    flags: row.flags as string[],
    service: String(row.service),
    sid: String(row.sid),
    credential: row.credential as string | null,
    credentialLabel: session.credentialLabel,
    session: { id, protocol, remoteIp, clientName, clientVersion, startedAt, endedAt },
    // Whether it can still be undone is a question to the trail, which looks for what happened since.
    recoverable: false,
  }));
}

async function readOthers(actor: Actor, session: SessionRow): Promise<SessionRow[]> {
  const where = new Conditions(actor).add('s.id <> $?::bigint', session.id);
  if (session.mailboxId) where.add('s."mailboxId" = $?::uuid', session.mailboxId);
  else where.add('s."mailboxId" IS NULL AND s.address = $?', session.address);
  const order = `ORDER BY (s."endedAt" IS NULL) DESC, s."startedAt" DESC`;
  // Open ones first, but only among the most recent: the index on (mailbox, start) serves.
  const chosen = `SELECT * FROM (SELECT * FROM "MailSession" s WHERE ${where} ORDER BY s."startedAt" DESC LIMIT 200) s ${order} LIMIT ${mostOthers}`;
  const { rows } = await pool().query(`${selectChosen(chosen)} ${order}`, where.values);
  return rows.map(toRow);
}
