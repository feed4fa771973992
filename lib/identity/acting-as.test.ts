import { expect, it } from 'vitest';
import type { MailboxRow, RoleRow } from './account-shapes';
import { actorOf, currentViewOf } from './acting-as';
import type { SignInRow } from './read-sign-in';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T12:15:00Z');

const role = (role: RoleRow['role'], tenantKind: RoleRow['tenantKind'], resellerId: string | null): RoleRow => ({
  id: `${role} of ${resellerId}`,
  role,
  personId: `person ${role}`,
  personName: role,
  tenantId: `${tenantKind} of ${resellerId}`,
  tenantKind,
  tenantName: tenantKind,
  resellerId,
  parentKind: null,
  parentName: null,
});
const staff = role('staff_admin', 'platform', null);
const auditor = role('staff_auditor', 'platform', null);
const reseller = role('reseller', 'reseller', 'r1');
const customer = role('customer_admin', 'customer', 'r1');
const otherCustomer = role('customer_admin', 'customer', 'r2');
const directCustomer = role('customer_admin', 'customer', null);
const mailbox = (resellerId: string | null): MailboxRow => ({
  id: 'm1',
  address: 'anna@example.org',
  displayName: '',
  locale: null,
  webmail: true,
  customerId: 'c1',
  resellerId,
});

function signIn(viewer: RoleRow, target: { role?: RoleRow; mailbox?: MailboxRow }): SignInRow {
  return {
    id: 's1',
    ip: '192.0.2.1',
    method: 'code',
    lastSeenAt: now,
    membershipId: viewer.id,
    staffSecondFactor: false,
    person: { name: viewer.personName, email: 'viewer@example.org', locale: null, roles: [viewer] },
    mailbox: null,
    view: { reason: 'Ticket 1', expiresAt: later, role: target.role ?? null, mailbox: target.mailbox ?? null },
  };
}

it.each([
  ['staff views a reseller', staff, { role: reseller }, true],
  ['staff views a customer', staff, { role: customer }, true],
  ['staff views an owner', staff, { mailbox: mailbox(null) }, true],
  ['staff does not view staff', staff, { role: staff }, false],
  ['staff does not view an auditor', staff, { role: auditor }, false],
  ['an auditor views nobody', auditor, { mailbox: mailbox('r1') }, false],
  ['a reseller views a customer of their own', reseller, { role: customer }, true],
  ['a reseller views an owner of their own', reseller, { mailbox: mailbox('r1') }, true],
  ['a reseller does not view a reseller', reseller, { role: reseller }, false],
  ['a reseller does not view another’s customer', reseller, { role: otherCustomer }, false],
  ['a reseller does not view a direct customer', reseller, { role: directCustomer }, false],
  ['a reseller does not view another’s owner', reseller, { mailbox: mailbox('r2') }, false],
  ['a customer views nobody', customer, { mailbox: mailbox('r1') }, false],
  ['a target that is suspended is viewed by nobody', staff, {}, false],
] as const)('%s', (_, viewer, target, views) => {
  const row = signIn(viewer, target);
  const actor = actorOf(row, now);
  expect(currentViewOf(row, now) !== null).toBe(views);
  expect(actor?.viewedBy).toEqual(views ? { id: viewer.personId, name: viewer.personName } : undefined);
  expect(actor?.id).toBe(!views ? viewer.personId : 'mailbox' in target ? 'm1' : target.role?.personId);
});

it('a view expires', () => {
  const row = signIn(staff, { mailbox: mailbox('r1') });
  expect(actorOf(row, new Date(later.getTime() - 1))?.role).toBe('owner');
  expect(actorOf(row, later)?.role).toBe('staff_admin');
});

it('a person without the membership that the sign-in acts through is signed out', () => {
  const row = signIn(staff, {});
  expect(actorOf({ ...row, membershipId: customer.id }, now)).toBeNull();
});
