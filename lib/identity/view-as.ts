import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { currentRow } from './current-row';
import { standingView } from './row-actor';
import type { ViewTarget } from './shapes';

export interface CurrentView {
  viewer: string;
  /** Whom. */
  name: string;
  reason: string;
  expiresAt: string;
}

/** The view that this request stands in, for the banner on every page. */
export async function currentView(): Promise<CurrentView | null> {
  const row = await currentRow();
  const view = row && standingView(row);
  if (!row?.person || !view) return null;
  return {
    viewer: row.person.name,
    name: view.actor.name,
    reason: view.reason,
    expiresAt: view.expiresAt.toISOString(),
  };
}

/** From now on this sign-in sees the panel as somebody below does: for a reason, for a time, and on record. */
export async function startViewAs(
  actor: Actor,
  target: ViewTarget,
  { reason, minutes }: { reason: string; minutes: number },
  now = new Date(),
): Promise<void> {
  demand(actor, 'view-as');
  if (!actor.signInId) throw new Refusal('not-allowed');
  const { signInId } = actor;
  const whom = await findTarget(actor, target);
  await transaction(async (tx) => {
    await tx.viewAs.updateMany({ where: { signInId, endedAt: null }, data: { endedAt: now } });
    const { id } = await tx.viewAs.create({
      data: {
        signInId,
        ...(target.kind === 'person' ? { membershipId: target.id } : { mailboxId: target.id }),
        reason,
        expiresAt: new Date(now.getTime() + minutes * 60_000),
      },
      select: { id: true },
    });
    await record(tx, actor, {
      action: 'view-as.start',
      object: { type: 'view-as', id, label: whom.name },
      owner: whom.owner,
      after: { reason, minutes },
    });
  });
}

/** Staff see as resellers, customers and owners do; a reseller as their own customers and owners do. Others are not found. */
async function findTarget(actor: Actor, target: ViewTarget) {
  const own = scope(actor);
  if (target.kind === 'mailbox') {
    const mailbox = await db().mailbox.findFirst({ where: { id: target.id, ...own } });
    if (!mailbox) throw new Refusal('not-found');
    const { customerId, resellerId } = mailbox;
    return { name: mailbox.address, owner: { customerId, resellerId, mailboxId: mailbox.id } };
  }
  const below: ('customer' | 'reseller')[] = actor.role === 'reseller' ? ['customer'] : ['customer', 'reseller'];
  const membership = await db().membership.findFirst({
    where: { id: target.id, tenant: { kind: { in: below }, ...own }, NOT: { personId: actor.id } },
    include: { person: true, tenant: true },
  });
  if (!membership) throw new Refusal('not-found');
  const { tenant } = membership;
  return {
    name: membership.person.name,
    owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
  };
}

/** Back to oneself. What runs out by itself needs no end. */
export async function endViewAs(actor: Actor, now = new Date()): Promise<void> {
  const { signInId, viewedBy } = actor;
  if (!signInId || !viewedBy) return;
  await transaction(async (tx) => {
    const { count } = await tx.viewAs.updateMany({ where: { signInId, endedAt: null }, data: { endedAt: now } });
    if (count === 0) return;
    await record(tx, actor, {
      action: 'view-as.end',
      object: { type: 'view-as', label: actor.name },
      owner: actor,
    });
  });
}
