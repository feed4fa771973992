import { db, pool } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { bringBack } from './bring-back';
import { Conditions, selectEvents, toEvent } from './event';

/** Messages brought back at one asking: each is a word with the mail server, and a page waits. */
const atOnce = 20;

/**
 * Brings back what these devices took off the server, the newest first, some at a time. Answers how many came back and
 * how many are left that can still be brought back.
 */
export async function bringBackTaken(
  actor: Actor,
  { mailboxId, deviceIds }: { mailboxId: string; deviceIds: string[] },
): Promise<{ restored: number; left: number }> {
  demand(actor, 'trail:restore');
  const mailbox = await db().mailbox.count({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (mailbox === 0) throw new Refusal('not-found');
  const taken = await takenIds(actor, { mailboxId, deviceIds });
  let restored = 0;
  for (const eventId of taken.slice(0, atOnce)) restored += (await bringBack(actor, { eventId })).restored;
  return { restored, left: Math.max(0, taken.length - atOnce) };
}

/** How many messages that these devices took can still be brought back. */
export async function countTaken(actor: Actor, of: { mailboxId: string; deviceIds: string[] }): Promise<number> {
  demand(actor, 'trail:read');
  return (await takenIds(actor, of)).length;
}

/** What is more than this is brought back in several askings anyway. */
const most = 1000;

async function takenIds(actor: Actor, { mailboxId, deviceIds }: { mailboxId: string; deviceIds: string[] }) {
  const where = new Conditions(actor).add('e."mailboxId" = $?::uuid', mailboxId).add(
    `e.kind = 'removed' AND e."recoveryUid" IS NOT NULL AND e."sessionId" IN (SELECT id FROM "MailSession" s
      WHERE s."deviceId" = ANY($?::uuid[]) AND s."startedAt" > now() - interval '31 days')`,
    deviceIds,
  );
  const chosen = `SELECT * FROM "MailEvent" e WHERE ${where} ORDER BY e.at DESC LIMIT ${most}`;
  const { rows } = await pool().query(selectEvents(chosen), where.values);
  return rows
    .map(toEvent)
    .filter(({ recoverable }) => recoverable)
    .map(({ id }) => id);
}
