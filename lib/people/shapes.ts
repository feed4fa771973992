import { z } from 'zod';
import { displayedName, filledName } from '@/lib/addresses/shapes';
import { password } from '@/lib/passwords/shapes';

const roles = ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin'] as const;
export type PersonRole = (typeof roles)[number];

/** The roles in a tenant of each kind. */
export const rolesOf = {
  platform: ['staff_admin', 'staff_auditor'],
  reseller: ['reseller'],
  customer: ['customer_admin'],
} as const satisfies Record<string, readonly PersonRole[]>;
export type TenantKind = keyof typeof rolesOf;

export const invitationInput = z.object({
  email: z
    .email('address-form')
    .max(320, 'address-form')
    .transform((text) => text.toLowerCase()),
  tenantId: z.uuid('tenant-missing'),
  role: z.enum(roles),
});

const token = z.string().max(200);
export const acceptInput = z.object({
  token,
  /** Not required from an existing account. */
  name: displayedName.max(120, 'name-long').default(''),
  password: z.string().min(1, 'present-missing').max(1024, 'password-long'),
  /** Of an invitation to the staff. */
  code: z.string().max(64).default(''),
});
export const newPassword = password;
export const forgotInput = z.object({ email: z.string().trim().min(1, 'address-form').max(320, 'address-form') });
export const resetInput = z.object({
  token,
  password,
  /** Of the person's second factor, where there is one. */
  code: z.string().trim().max(64).default(''),
});
export const membershipRef = z.object({ membershipId: z.uuid() });
export const roleInput = z.object({ membershipId: z.uuid(), role: z.enum(roles) });
export const invitationRef = z.object({ invitationId: z.uuid() });

/** A new customer and the person who administers it. */
export const customerInput = z.object({
  name: filledName.max(120, 'name-long'),
  email: z.email('address-form').transform((text) => text.toLowerCase()),
  personName: filledName.max(120, 'name-long'),
  password,
});

export interface PersonRow {
  membershipId: string;
  name: string;
  email: string;
  role: PersonRole;
  tenantName: string;
  tenantKind: TenantKind;
  suspendedAt: string | null;
  lastSeenAt: string | null;
  /** Has a factor in addition to the password. */
  secondFactor: boolean;
  /** Whether this is the actor. */
  self: boolean;
  /** Whether the actor may view the panel as this person. */
  viewable: boolean;
}

export interface InvitationRow {
  id: string;
  email: string;
  role: PersonRole;
  tenantName: string;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
  sentAt: string | null;
}

export interface OpenInvitation {
  email: string;
  role: PersonRole;
  tenantName: string;
  invitedBy: string;
  /** The address has an account here: its password is required instead of a new one. */
  known: boolean;
  /** It is into the staff: its sender has passed on a code. */
  wantsCode: boolean;
}

/** What a link to a new password asks for, or why it leads nowhere: staff without a second factor have none to show. */
export interface OpenReset {
  asks: 'password' | 'password-and-code' | 'staff-without-factor';
}
