import { matches, queries } from '@/lib/db';
import { switchesOf } from '@/lib/protocols';
import { type Actor, mailboxScope } from '@/lib/tenancy';
import type { MailboxRow } from './shapes';

/** The mailboxes in the actor's scope, with the columns of `mailboxRow`. */
export function selectMailboxes(actor: Actor) {
  return queries()
    .selectFrom('Mailbox as m')
    .innerJoin('DomainDirectory as d', 'd.id', 'm.domainId')
    .innerJoin('TenantDirectory as c', 'c.id', 'd.customerId')
    .select(['m.id', 'm.address', 'm.displayName', 'm.domainId', 'd.name as domainName', 'c.name as customerName'])
    .select(['m.quotaBytes', 'm.usedBytes', 'm.usedMessages', 'm.usedAt'])
    .select(['m.protocols', 'm.mainPassword', 'm.pop3KeepDays'])
    .select(['m.suspendedAt', 'm.suspendReason', 'm.createdAt'])
    .where(matches('m', mailboxScope(actor)));
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectMailboxes>['execute']>>[number];

export function mailboxRow(row: Selected): MailboxRow {
  return {
    id: row.id,
    address: row.address,
    displayName: row.displayName,
    domainId: row.domainId,
    domainName: row.domainName,
    customerName: row.customerName,
    quotaBytes: Number(row.quotaBytes),
    usedBytes: Number(row.usedBytes),
    usedMessages: row.usedMessages,
    usedAt: row.usedAt?.toISOString() ?? null,
    protocols: switchesOf(row.protocols),
    mainPassword: row.mainPassword,
    pop3KeepDays: row.pop3KeepDays,
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    suspendReason: row.suspendReason,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Null if the actor may see no such mailbox. Owners see their own. */
export async function readMailbox(actor: Actor, mailboxId: string): Promise<MailboxRow | null> {
  const row = await selectMailboxes(actor).where('m.id', '=', mailboxId).executeTakeFirst();
  return row ? mailboxRow(row) : null;
}
