import { type Queries, sql } from '@/lib/db';
import type { NodeRecord } from '../../node-record';
import type { Place } from '../load-ledger';
import { type Attempt, foldSent, type Origin, type Progress } from './fold-sent';

/** Writes what the records of a batch say about sent messages. Records that were written before have no effect. */
export async function writeSent(inside: Queries, place: Place, records: NodeRecord[]): Promise<void> {
  const { origins, progress, attempts } = foldSent(records);
  await writeOrigins(inside, place.node, origins);
  await writeProgress(inside, place.node, progress);
  await writeAttempts(inside, place, attempts);
}

async function writeOrigins(inside: Queries, node: string, origins: Origin[]): Promise<void> {
  if (origins.length === 0) return;
  await sql`INSERT INTO "SentMessage" AS s (node, "queueId", at, door, account, "mailboxId", "customerId", "resellerId",
      redirected, subject, recipients, "relayedFor", sid, credential)
    SELECT ${node}, x."queueId", x.at, x.door, x.account, m.id, m."customerId", m."resellerId", x.redirected, x.subject,
      x.recipients, x."relayedFor", x.sid, x.credential
    FROM jsonb_populate_recordset(NULL::"SentMessage", ${JSON.stringify(origins)}::jsonb) AS x
    LEFT JOIN "MailboxDirectory" m ON m.address = lower(x.account)
    ON CONFLICT (node, "queueId") DO UPDATE SET
      at = CASE WHEN EXCLUDED.door IS NULL THEN s.at ELSE EXCLUDED.at END,
      door = COALESCE(s.door, EXCLUDED.door),
      account = COALESCE(s.account, EXCLUDED.account),
      "mailboxId" = CASE WHEN s.account IS NULL THEN EXCLUDED."mailboxId" ELSE s."mailboxId" END,
      "customerId" = CASE WHEN s.account IS NULL THEN EXCLUDED."customerId" ELSE s."customerId" END,
      "resellerId" = CASE WHEN s.account IS NULL THEN EXCLUDED."resellerId" ELSE s."resellerId" END,
      redirected = s.redirected OR EXCLUDED.redirected,
      subject = COALESCE(s.subject, EXCLUDED.subject),
      recipients = ARRAY(SELECT DISTINCT unnest(s.recipients || EXCLUDED.recipients) ORDER BY 1),
      "relayedFor" = COALESCE(s."relayedFor", EXCLUDED."relayedFor"),
      sid = COALESCE(s.sid, EXCLUDED.sid),
      credential = COALESCE(s.credential, EXCLUDED.credential)`.execute(inside);
}

async function writeProgress(inside: Queries, node: string, progress: Progress[]): Promise<void> {
  if (progress.length === 0) return;
  await sql`UPDATE "SentMessage" s SET
      "messageId" = COALESCE(s."messageId", x."messageId"),
      "queuedAt" = COALESCE(s."queuedAt", x."queuedAt"),
      sender = COALESCE(s.sender, x.sender),
      size = COALESCE(s.size, x.size),
      "recipientCount" = COALESCE(s."recipientCount", x."recipientCount"),
      "endedAt" = COALESCE(s."endedAt", x."endedAt"),
      ended = COALESCE(s.ended, x.ended)
    FROM jsonb_populate_recordset(NULL::"SentMessage", ${JSON.stringify(progress)}::jsonb) AS x
    WHERE s.node = ${node} AND s."queueId" = x."queueId"`.execute(inside);
}

async function writeAttempts(inside: Queries, { node, inode }: Place, attempts: Attempt[]): Promise<void> {
  if (attempts.length === 0) return;
  const { rows } = await sql<{ sentId: bigint }>`
    INSERT INTO "SentAttempt" ("sentId", node, inode, "offset", at, recipient, "originalRecipient", state, relay, tls, dsn, words)
    SELECT s.id, ${node}, ${String(inode)}::bigint, x."offset", x.at, x.recipient, x."originalRecipient", x.state, x.relay, x.tls,
      x.dsn, x.words
    FROM jsonb_to_recordset(${JSON.stringify(attempts)}::jsonb) AS x("queueId" text, "offset" bigint, at timestamptz,
      recipient text, "originalRecipient" text, state text, relay text, tls text, dsn text, words text)
    JOIN "SentMessage" s ON s.node = ${node} AND s."queueId" = x."queueId"
    ORDER BY x."offset"
    ON CONFLICT DO NOTHING
    RETURNING "sentId"`.execute(inside);
  if (rows.length === 0) return;
  const changed = [...new Set(rows.map(({ sentId }) => String(sentId)))];
  await sql`UPDATE "SentAttempt" a SET latest = l.latest
    FROM (
      SELECT id, row_number() OVER (PARTITION BY "sentId", recipient, "originalRecipient" ORDER BY id DESC) = 1 AS latest
      FROM "SentAttempt" WHERE "sentId" = ANY(${changed}::bigint[])
    ) l WHERE a.id = l.id AND a.latest <> l.latest`.execute(inside);
}
