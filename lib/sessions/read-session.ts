import { eventsOf, readEventRows, readSessionRows, sessionsOf } from '@/lib/activity';
import type { EventRow, SessionRow } from '@/lib/activity/shapes';
import { queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import type { SessionDetails } from './shapes';

/** More events are shown on the page of the trail. */
const maxEvents = 500;
const maxOthers = 20;
/** Open sessions come first among the most recent ones, so that the index on (mailbox, start) can be used. */
const recent = 200;

/** A session with its events, and the other sessions of the mailbox. */
export async function readSession(actor: Actor, id: string): Promise<SessionDetails> {
  demand(actor, 'session:read');
  const [session] = await readSessionRows(sessionsOf(actor).where('s.id', '=', BigInt(id)));
  if (!session) throw new Refusal('not-found');
  const [story, others] = await Promise.all([readStory(actor, session), readOthers(actor, session)]);
  return { session, story, others };
}

/** Restoring is offered by the trail, not here. */
async function readStory(actor: Actor, session: SessionRow): Promise<EventRow[]> {
  const chosen = eventsOf(actor)
    .where('e.sessionId', '=', BigInt(session.id))
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(maxEvents);
  const rows = await readEventRows(chosen, 'asc');
  return rows.map((row) => ({ ...row, recoverable: false }));
}

async function readOthers(actor: Actor, { id, mailboxId, address }: SessionRow): Promise<SessionRow[]> {
  const same = sessionsOf(actor).where('s.id', '<>', BigInt(id));
  const ofMailbox = mailboxId
    ? same.where('s.mailboxId', '=', mailboxId)
    : same.where('s.mailboxId', 'is', null).where('s.address', '=', address);
  const open = sql`(s."endedAt" IS NULL)`;
  const chosen = queries()
    .selectFrom(ofMailbox.selectAll().orderBy('s.startedAt', 'desc').limit(recent).as('s'))
    .orderBy(open, 'desc')
    .orderBy('s.startedAt', 'desc')
    .limit(maxOthers);
  return readSessionRows(chosen, (query) => query.orderBy(open, 'desc').orderBy('s.startedAt', 'desc'));
}
