import { type Queries, sql } from '@/lib/db';

/** Why a mailbox may not send. */
interface Jump {
  id: string;
  mailboxId: string;
  at: Date;
  messages: number;
  recipients: number;
  seconds: number;
  network: string;
}

/** The suspensions of these mailboxes that are not lifted. */
export async function readJumps(inside: Queries, mailboxIds: string[]): Promise<Jump[]> {
  const { rows } = await sql<Jump>`
    SELECT id, "mailboxId", at, messages, recipients, seconds, network FROM "SendingSuspension"
    WHERE "liftedAt" IS NULL AND "mailboxId" = ANY(${mailboxIds}::uuid[])`.execute(inside);
  return rows;
}

/** The mailboxes whose suspension began or ended, and whose findings the transaction computes again. */
export async function claimChangedJumps(inside: Queries, now: Date): Promise<string[]> {
  const { rows } = await sql<{ mailboxId: string }>`
    UPDATE "SendingSuspension" SET "findingAt" = ${now} WHERE "findingAt" IS NULL RETURNING "mailboxId"`.execute(
    inside,
  );
  return [...new Set(rows.map(({ mailboxId }) => mailboxId))];
}
