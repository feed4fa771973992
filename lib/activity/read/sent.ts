import { matches, queries, sql, type Tables } from '@/lib/db';
import { nextAttempt } from '@/lib/postfix/values';
import { type Actor, scope } from '@/lib/tenancy';
import type { EventSession, SentRecipient, SentRow } from '../shapes';
import type { RecipientState, SentWay } from '../values';
import { revealed } from './sent-conditions';

/** Recipients of a message in a list, and in its own story. */
const inList = 20;
const inStory = 500;

/** The messages that the actor may see, as `s`, once Postfix has accepted them. */
export function sentOf(actor: Actor) {
  return queries()
    .selectFrom('SentMessage as s')
    .where(matches('s', scope(actor)))
    .where('s.queuedAt', 'is not', null);
}

type SentQuery = ReturnType<typeof sentOf>;

/** The messages selected by `chosen`, newest first, each with its recipients and the session that submitted it. */
export async function readSentRows(actor: Actor, chosen: SentQuery): Promise<SentRow[]> {
  const rows = await withSession(chosen).execute();
  const recipients = await recipientsOf(
    actor,
    rows.map(({ id }) => id),
    rows.length > 1 ? inList : inStory,
  );
  return rows.map((row) => toRow(row, recipients.get(row.id) ?? []));
}

function withSession(chosen: SentQuery) {
  return queries()
    .selectFrom(chosen.selectAll('s').as('s'))
    .leftJoinLateral(
      // Dovecot names the account, too, so that no session is shown beside a message of somebody else.
      (eb) =>
        eb
          .selectFrom('MailSession as m')
          .select(['m.id as sessionId', 'm.protocol', 'm.remoteIp', 'm.clientName', 'm.clientVersion', 'm.startedAt'])
          .select('m.endedAt as sessionEndedAt')
          .whereRef('m.node', '=', 's.node')
          .whereRef('m.sid', '=', 's.sid')
          .where(sql<boolean>`lower(m.address) = lower(s.account) AND m."startedAt" <= s.at + interval '1 minute'`)
          .orderBy('m.startedAt', 'desc')
          .limit(1)
          .as('m'),
      (join) => join.onTrue(),
    )
    .leftJoin('CredentialName as c', 'c.credential', 's.credential')
    .selectAll('s')
    .select(['m.sessionId', 'm.protocol', 'm.remoteIp', 'm.clientName', 'm.clientVersion', 'm.startedAt'])
    .select(['m.sessionEndedAt', 'c.name as credentialLabel'])
    .orderBy('s.at', 'desc')
    .orderBy('s.id', 'desc');
}

type Labelled = Awaited<ReturnType<ReturnType<typeof withSession>['execute']>>[number];
type Attempt = Tables['SentAttempt'] & { attempts: number; attempted: number; known: boolean };

/** The last attempt at each recipient; those that did not get the message first, if there are too many. */
async function recipientsOf(actor: Actor, ids: bigint[], maxRecipients: number): Promise<Map<bigint, Attempt[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Attempt>`
    SELECT a.*, ${revealed(actor)} AS known FROM (
      SELECT a.*, (count(*) OVER (PARTITION BY a."sentId"))::int AS attempted,
        row_number() OVER (PARTITION BY a."sentId"
          ORDER BY CASE a.state WHEN 'deferred' THEN 0 WHEN 'bounced' THEN 1 ELSE 2 END, a.id) AS place
      FROM (
        SELECT a.*, (count(*) OVER (PARTITION BY a."sentId", a.recipient, a."originalRecipient"))::int AS attempts
        FROM "SentAttempt" a WHERE a."sentId" = ANY(${ids.map(String)}::bigint[])
      ) a WHERE a.latest
    ) a WHERE a.place <= ${maxRecipients} ORDER BY a.id`.execute(queries());
  return Map.groupBy(rows, ({ sentId }) => sentId);
}

function toRow(row: Labelled, attempts: Attempt[]): SentRow {
  return {
    id: String(row.id),
    node: row.node,
    queueId: row.queueId,
    at: row.at.toISOString(),
    way: wayOf(row),
    account: row.account,
    mailboxId: row.mailboxId,
    customerId: row.customerId,
    resellerId: row.resellerId,
    sender: row.sender ?? '',
    messageId: row.messageId,
    subject: row.subject,
    size: row.size === null ? null : Number(row.size),
    asked: row.recipients ?? [],
    recipientCount: row.recipientCount ?? 0,
    attempted: attempts[0]?.attempted ?? 0,
    recipients: attempts.map((attempt) => recipientOf(attempt, row)),
    endedAt: row.endedAt?.toISOString() ?? null,
    session: sessionOf(row),
    credential: isRelayed(row) ? row.credential : null,
    credentialLabel: isRelayed(row) ? row.credentialLabel : null,
  };
}

const isRelayed = ({ account, relayedFor }: Labelled) =>
  account !== null && relayedFor !== null && account.toLowerCase() === relayedFor.toLowerCase();

function wayOf(row: Labelled): SentWay {
  if (row.door === 'submission') return 'smtp';
  if (row.door === 'relay') return isRelayed(row) && row.credential?.startsWith('web') ? 'webmail' : 'submission';
  if (row.redirected) return 'redirect';
  return row.account ? 'vacation' : 'host';
}

function recipientOf(attempt: Attempt, message: Pick<Labelled, 'queuedAt' | 'at' | 'ended'>): SentRecipient {
  const { recipient, originalRecipient, relay, tls, dsn, attempts, at, known } = attempt;
  const words = withoutPaths(attempt.words);
  const state = stateOf(attempt.state, message.ended);
  const arrivedAt = (message.queuedAt ?? message.at).getTime();
  const here = relay?.includes('[/') ?? false;
  const written = originalRecipient ?? recipient;
  return {
    recipient: known ? recipient : written,
    originalRecipient: known ? originalRecipient : null,
    state,
    // Of Dovecot's LMTP it is a path of the host, which is nobody's business.
    relay: known && !here ? relay : null,
    here: known && here,
    tls: known ? tls : null,
    dsn,
    // The bounce has these words, too; nothing tells the sender of others.
    words: known ? words : state === 'bounced' ? words.replaceAll(recipient, written) : '',
    attempts,
    at: at.toISOString(),
    nextAt: state === 'deferred' ? new Date(nextAttempt(arrivedAt, at.getTime())).toISOString() : null,
  };
}

/** Postfix names a socket of this host in the words of Dovecot's LMTP, and where it cannot reach it. */
function withoutPaths(words: string): string {
  return words.replace(/^host \S+\[\/[^\]]*\] said: /, '').replaceAll(/\S+\[\/[^\]]*\]/g, 'Dovecot');
}

function stateOf(state: string, ended: string | null): RecipientState {
  if (state !== 'deferred' || ended === null || ended === 'done') return state as RecipientState;
  return ended as RecipientState;
}

function sessionOf(row: Labelled): EventSession | null {
  const { sessionId, protocol, remoteIp, clientName, clientVersion, startedAt, sessionEndedAt } = row;
  if (sessionId === null || protocol === null || startedAt === null || !isRelayed(row)) return null;
  return {
    id: String(sessionId),
    protocol,
    remoteIp,
    clientName,
    clientVersion,
    startedAt: startedAt.toISOString(),
    endedAt: sessionEndedAt?.toISOString() ?? null,
  };
}
