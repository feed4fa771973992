import type { Actor } from '@/lib/tenancy';
import { mailboxBarred, membershipBarred } from './barred';
import type { SignInRow } from './sign-in-row';

type Mailbox = NonNullable<SignInRow['mailbox']>;
type Membership = NonNullable<SignInRow['person']>['memberships'][number];
type Base = Pick<Actor, 'signInId' | 'ip' | 'viewedBy'>;

/** Whom a sign-in acts as: itself, or while a view stands, whom it views as. */
export function rowActor(row: SignInRow, now = new Date()): Actor | null {
  return standingView(row, now)?.actor ?? ownActor(row);
}

/** Who signed in. */
export function ownActor(row: SignInRow): Actor | null {
  const base = { signInId: row.id, ip: row.ip };
  if (row.mailbox) return ownerActor(row.mailbox, base);
  const membership = row.person?.memberships.find((each) => each.id === row.membershipId);
  return row.person && membership ? personActor(row.person, membership, base) : null;
}

/** The view that this sign-in is in, as long as it may be: looked at anew on every request, as a sign-in is. */
export function standingView(row: SignInRow, now = new Date()) {
  const [view] = row.views;
  const viewer = ownActor(row);
  if (!view || !viewer || view.endedAt || view.expiresAt <= now) return null;
  const base = { signInId: row.id, ip: row.ip, viewedBy: { id: viewer.id, name: viewer.name } };
  const { mailbox, membership } = view;
  const actor =
    mailbox && !mailboxBarred(mailbox)
      ? ownerActor(mailbox, base)
      : membership && !membership.person.suspendedAt && !membershipBarred(membership)
        ? personActor(membership.person, membership, base)
        : null;
  if (!actor || !mayView(viewer, actor)) return null;
  return { actor, reason: view.reason, expiresAt: view.expiresAt };
}

/** The rule behind the search for a target, for a role that has changed since. */
export function mayView(viewer: Actor, target: Actor): boolean {
  if (target.role === 'staff_admin' || target.role === 'staff_auditor') return false;
  if (viewer.role === 'staff_admin') return true;
  return (
    viewer.role === 'reseller' &&
    target.role !== 'reseller' &&
    viewer.resellerId !== null &&
    target.resellerId === viewer.resellerId
  );
}

function ownerActor(mailbox: Omit<Mailbox, 'passwordHash'>, base: Base): Actor {
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
  person: { id: string; name: string },
  { role, tenant }: Pick<Membership, 'role' | 'tenant'>,
  base: Base,
): Actor {
  return {
    ...base,
    kind: 'person',
    id: person.id,
    name: person.name,
    role,
    tenantId: tenant.id,
    tenantName: tenant.name,
    customerId: tenant.kind === 'customer' ? tenant.id : null,
    resellerId: tenant.resellerId,
    mailboxId: null,
  };
}
