import { z } from 'zod';
import { roles } from '@/lib/tenancy/shapes';

// Accounts as returned by the functions of the database.

const tenantKind = z.enum(['platform', 'reseller', 'customer']);

/** A role of a person in a tenant. */
export const roleShape = z.object({
  id: z.string(),
  role: z.enum(roles),
  personId: z.string(),
  personName: z.string(),
  tenantId: z.string(),
  tenantKind,
  tenantName: z.string(),
  resellerId: z.string().nullable(),
  parentKind: tenantKind.nullable(),
  parentName: z.string().nullable(),
});
export type RoleRow = z.infer<typeof roleShape>;

/** A mailbox that its owner can sign in with. */
export const mailboxShape = z.object({
  id: z.string(),
  address: z.string(),
  displayName: z.string(),
  locale: z.string().nullable(),
  webmail: z.boolean(),
  customerId: z.string(),
  resellerId: z.string().nullable(),
});
export type MailboxRow = z.infer<typeof mailboxShape>;

/** An instant in JSON. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
