import { record } from '@/lib/audit';
import { db, matches, queries, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { notify } from '@/lib/notices';
import { type Actor, demand, mailboxScope, tenantScope } from '@/lib/tenancy';
import { currentViewOf } from './acting-as';
import { currentSignIn } from './current-sign-in';
import type { ViewTarget } from './shapes';

export interface CurrentView {
  viewer: string;
  /** The target. */
  name: string;
  reason: string;
  expiresAt: string;
}

/** The view of this request, for the banner of every page. */
export async function currentView(): Promise<CurrentView | null> {
  const row = await currentSignIn();
  const view = row && currentViewOf(row);
  if (!row?.person || !view) return null;
  return {
    viewer: row.person.name,
    name: view.actor.name,
    reason: view.reason,
    expiresAt: view.expiresAt.toISOString(),
  };
}

/** Starts a view of the panel as an account below, for a reason and a limited time, with an audit entry. */
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
        membershipId: target.kind === 'person' ? target.id : null,
        mailboxId: target.kind === 'mailbox' ? target.id : null,
        reason,
        expiresAt: new Date(now.getTime() + minutes * 60_000),
      },
      select: { id: true },
    });
    await notify(tx, actor, whom.account, { kind: 'view-started', details: { reason, minutes } });
    await record(tx, actor, {
      action: 'view-as.start',
      object: { type: 'view-as', id, label: whom.name },
      owner: whom.owner,
      after: { reason, minutes },
    });
  });
}

/**
 * Staff can view as resellers, customers and owners; a reseller as its own customers and owners. Others are not found.
 */
async function findTarget(actor: Actor, target: ViewTarget) {
  if (target.kind === 'mailbox') {
    const mailbox = await db().mailboxDirectory.findFirst({
      where: { AND: [{ id: target.id }, mailboxScope(actor)] },
      select: { address: true, customerId: true, resellerId: true },
    });
    if (!mailbox) throw new Refusal('not-found');
    const { address, customerId, resellerId } = mailbox;
    return {
      name: address,
      account: { mailboxId: target.id },
      owner: { customerId, resellerId, mailboxId: target.id },
    };
  }
  const below: ('customer' | 'reseller')[] = actor.role === 'reseller' ? ['customer'] : ['customer', 'reseller'];
  const member = await queries()
    .selectFrom('MemberDirectory as m')
    .innerJoin('TenantDirectory as t', 't.id', 'm.tenantId')
    .select(['m.name', 'm.personId', 't.id as tenantId', 't.kind', 't.resellerId'])
    .where('m.id', '=', target.id)
    .where('m.personId', '!=', actor.id)
    .where('t.kind', 'in', below)
    .where(matches('t', tenantScope(actor)))
    .executeTakeFirst();
  if (!member) throw new Refusal('not-found');
  const { name, personId, tenantId, kind, resellerId } = member;
  return { name, account: { personId }, owner: { customerId: kind === 'customer' ? tenantId : null, resellerId } };
}

/** Ends the view. An expired view needs no end. */
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
