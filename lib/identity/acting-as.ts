import type { Actor } from '@/lib/tenancy';
import type { MailboxRow, RoleRow } from './account-shapes';
import type { SignInRow } from './read-sign-in';

type Base = Pick<Actor, 'signInId' | 'ip' | 'viewedBy'>;

/** Whom a sign-in acts as: itself, or in a view the account that it views as. */
export function actorOf(row: SignInRow, now = new Date()): Actor | null {
  return currentViewOf(row, now)?.actor ?? ownActor(row);
}

/** Who signed in. */
export function ownActor(row: SignInRow): Actor | null {
  const base = { signInId: row.id, ip: row.ip };
  const role = row.person?.roles.find(({ id }) => id === row.membershipId);
  return accountActor({ mailbox: row.mailbox, role: role ?? null }, base);
}

/** The view of a sign-in while it is allowed, which is checked on every request. */
export function currentViewOf(row: SignInRow, now = new Date()) {
  const { view } = row;
  const viewer = ownActor(row);
  if (!view || !viewer || view.expiresAt <= now) return null;
  const viewedBy = { id: viewer.id, name: viewer.name };
  const actor = accountActor(view, { signInId: row.id, ip: row.ip, viewedBy });
  if (!actor || !mayView(viewer, actor)) return null;
  return { actor, reason: view.reason, expiresAt: view.expiresAt };
}

/** The rule of the search for a target, checked again because roles may have changed. */
function mayView(viewer: Actor, target: Actor): boolean {
  if (target.role === 'staff_admin' || target.role === 'staff_auditor') return false;
  if (viewer.role === 'staff_admin') return true;
  return (
    viewer.role === 'reseller' &&
    target.role !== 'reseller' &&
    viewer.resellerId !== null &&
    target.resellerId === viewer.resellerId
  );
}

/** An account as an actor: the owner of a mailbox, or a person in a role; null if it may not sign in now. */
export function accountActor(
  { mailbox, role }: { mailbox: MailboxRow | null; role: RoleRow | null },
  base: Base,
): Actor | null {
  if (mailbox) return ownerActor(mailbox, base);
  return role && personActor(role, base);
}

function ownerActor(mailbox: MailboxRow, base: Base): Actor {
  return {
    ...base,
    kind: 'mailbox',
    id: mailbox.id,
    name: mailbox.address,
    role: 'owner',
    tenantId: null,
    tenantName: null,
    customerId: mailbox.customerId,
    resellerId: mailbox.resellerId,
    mailboxId: mailbox.id,
  };
}

function personActor(
  { role, personId, personName, tenantId, tenantKind, tenantName, resellerId }: RoleRow,
  base: Base,
): Actor {
  return {
    ...base,
    kind: 'person',
    id: personId,
    name: personName,
    role,
    tenantId,
    tenantName,
    customerId: tenantKind === 'customer' ? tenantId : null,
    resellerId,
    mailboxId: null,
  };
}
