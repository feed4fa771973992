import { allEvents } from '@/lib/activity';
import { record } from '@/lib/audit';
import { db, queries, sql, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { type Actor, demand, mailboxScope, systemActor } from '@/lib/tenancy';
import type { RecoveryUse } from './shapes';

/**
 * What each mailbox may have in its recovery area whatever its quota, as much as Trash has on top of the quota: emptying
 * a small mailbox by mistake can be undone as a whole.
 */
const leastBytes = 100n * 1024n * 1024n;
const timeoutMs = 120_000;
/** Mailboxes of one round. The rest follows in the next one. */
const maxMailboxes = 2000;

/**
 * As much as the mailbox itself may hold: otherwise whoever fills and empties it in turn stores any amount for a month.
 */
export function recoveryLimit(quotaBytes: bigint): bigint {
  return quotaBytes > leastBytes ? quotaBytes : leastBytes;
}

/**
 * Mailboxes that have removed something since they were last checked. A quota of zero is no limit, and then there is
 * none here either.
 */
export async function mailboxesToTrim(): Promise<string[]> {
  const rows = await queries()
    .selectFrom('MailboxDirectory as m')
    .leftJoin('RecoveryArea as r', 'r.mailboxId', 'm.id')
    .select('m.id')
    .where('m.quotaBytes', '>', 0n)
    .where(({ exists }) =>
      exists(
        allEvents()
          .select('e.id')
          .where(sql<boolean>`e."mailboxId" = m.id`)
          .where('e.kind', '=', 'removed')
          .where('e.recoveryUid', 'is not', null)
          // The worker may see an event some time after it.
          .where(sql<boolean>`e.at > coalesce(r."checkedAt" - interval '2 minutes', '-infinity')`),
      ),
    )
    .orderBy('r.checkedAt', (order) => order.asc().nullsFirst())
    .limit(maxMailboxes)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Removes for good what is beyond the limit of a mailbox's recovery area, oldest removal first, and notes what it holds.
 * May run twice.
 */
export async function trimRecovery(mailboxId: string, limitOf = recoveryLimit, now = new Date()): Promise<void> {
  const mailbox = await db().mailboxDirectory.findUnique({
    where: { id: mailboxId },
    select: { address: true, node: true, quotaBytes: true, customerId: true, resellerId: true },
  });
  if (!mailbox) return;
  const limitBytes = limitOf(mailbox.quotaBytes);
  const question = { user: mailbox.address, maxBytes: Number(limitBytes) };
  const answer = await askNode(mailbox.node, 'trim-removed', question, { deadline: timeoutMs });
  const found = { usedBytes: BigInt(answer.bytes), messages: answer.messages, limitBytes, checkedAt: now };
  await transaction(async (tx) => {
    await tx.recoveryArea.upsert({ where: { mailboxId }, create: { mailboxId, ...found }, update: found });
    if (answer.removed === 0) return;
    const { customerId, resellerId } = mailbox;
    await record(tx, systemActor('trail'), {
      action: 'mailbox.trim-recovery',
      object: { type: 'mailbox', id: mailboxId, label: mailbox.address },
      owner: { customerId, resellerId, mailboxId },
      after: { messages: answer.removed, bytes: answer.removedBytes, limit: limitBytes },
    });
  });
}

/** Rows of mailboxes that are gone. */
export async function forgetRecoveryAreas(): Promise<void> {
  await queries()
    .deleteFrom('RecoveryArea as r')
    .where(sql<boolean>`NOT EXISTS (SELECT 1 FROM "MailboxDirectory" m WHERE m.id = r."mailboxId")`)
    .execute();
}

/** What the recovery areas of these mailboxes hold, of those that the actor may see. */
export async function recoveryUse(actor: Actor, mailboxIds: readonly string[]): Promise<RecoveryUse[]> {
  demand(actor, 'trail:read');
  const seen = await db().mailboxDirectory.findMany({
    where: { AND: [{ id: { in: [...mailboxIds] } }, mailboxScope(actor)] },
    select: { id: true },
  });
  const rows = await db().recoveryArea.findMany({ where: { mailboxId: { in: seen.map(({ id }) => id) } } });
  return rows.map(({ mailboxId, usedBytes, limitBytes }) => ({
    mailboxId,
    usedBytes: Number(usedBytes),
    limitBytes: Number(limitBytes),
  }));
}
