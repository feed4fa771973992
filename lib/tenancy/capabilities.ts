/** The capabilities of each role. The UI hides and the server refuses actions by this table. */
export const roles = ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin', 'owner'] as const;
export type Role = (typeof roles)[number];

const table = {
  'overview:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin', 'owner'],
  'tenant:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin'],
  'tenant:write': ['staff_admin', 'reseller'],
  'domain:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin'],
  'domain:write': ['staff_admin', 'reseller', 'customer_admin'],
  'mailbox:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin'],
  'mailbox:write': ['staff_admin', 'reseller', 'customer_admin'],
  'session:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin', 'owner'],
  'session:end': ['staff_admin', 'reseller', 'customer_admin', 'owner'],
  'device:write': ['staff_admin', 'reseller', 'customer_admin', 'owner'],
  'trail:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin', 'owner'],
  'trail:restore': ['staff_admin', 'reseller', 'customer_admin', 'owner'],
  /** Have a deferred message tried again, or returned to its sender. */
  'trail:resend': ['staff_admin', 'reseller', 'customer_admin', 'owner'],
  'retention:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin'],
  'retention:write': ['staff_admin', 'reseller', 'customer_admin'],
  'audit:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin', 'owner'],
  'people:read': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin'],
  'people:write': ['staff_admin', 'reseller', 'customer_admin'],
  /** View the panel as an account below. */
  'view-as': ['staff_admin', 'reseller'],
  'platform:write': ['staff_admin'],
  /** One's own password, factors, passkeys, app passwords and sign-ins. */
  'self:secure': ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin', 'owner'],
  'node:read': ['staff_admin', 'staff_auditor'],
  'mail:use': ['owner'],
  'filter:use': ['owner'],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof table;

export function roleMay(role: Role, capability: Capability): boolean {
  return (table[capability] as readonly Role[]).includes(role);
}

/** Capabilities that are not granted while viewing the panel as somebody else. */
const neverViewed: readonly Capability[] = ['mail:use', 'self:secure', 'view-as', 'people:write', 'platform:write'];

export function viewMay(role: Role, capability: Capability): boolean {
  return roleMay(role, capability) && !neverViewed.includes(capability);
}
