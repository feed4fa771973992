import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import type { FindingMailLevel } from './shapes';

/** Whose choice it is: a mailbox owner's, or somebody's for the tenant that they act in. */
function whose(actor: Actor) {
  if (actor.viewedBy) throw new Refusal('not-allowed');
  if (actor.mailboxId) return { mailboxId: actor.mailboxId };
  if (actor.kind !== 'person' || !actor.tenantId) throw new Refusal('not-allowed');
  return { personId: actor.id, tenantId: actor.tenantId };
}

/** Which findings the actor gets by mail; null for who cannot choose, because they look as somebody else. */
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
    // What was found before is on the page already: letters begin with what comes.
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
