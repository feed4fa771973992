import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import type { FindingMailLevel } from './shapes';

/** The key of the setting: the mailbox of an owner, or a person and the tenant that they act for. */
function whose(actor: Actor) {
  if (actor.viewedBy) throw new Refusal('not-allowed');
  if (actor.mailboxId) return { mailboxId: actor.mailboxId };
  if (actor.kind !== 'person' || !actor.tenantId) throw new Refusal('not-allowed');
  return { personId: actor.id, tenantId: actor.tenantId };
}

/** The findings that the actor gets by mail. Null while viewing as somebody else, because they cannot change it. */
export async function readFindingMail(actor: Actor): Promise<FindingMailLevel | null> {
  if (actor.viewedBy) return null;
  const row = await db().findingMail.findFirst({ where: whose(actor) });
  return (row?.level as FindingMailLevel | undefined) ?? 'never';
}

export async function setFindingMail(
  actor: Actor,
  { level, locale }: { level: FindingMailLevel; locale: string },
): Promise<void> {
  const mine = whose(actor);
  await transaction(async (tx) => {
    await tx.findingMail.deleteMany({ where: mine });
    // Existing findings are already on the page, so only new ones are sent.
    if (level !== 'never') await tx.findingMail.create({ data: { ...mine, level, locale, role: actor.role } });
    const { customerId, resellerId, mailboxId } = actor;
    await record(tx, actor, {
      action: 'finding.mail',
      object: { type: 'person', id: actor.id, label: actor.name },
      owner: { customerId, resellerId, mailboxId },
      after: { level },
    });
  });
}
