import type { Actor } from './actor';

/** No row has this id: the scope of an actor without access. */
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * The where-clause that limits rows with resellerId, customerId and (for owners) mailboxId to those that the actor may
 * see. Use it in the query, not on its result: `where: { id, ...scope(actor) }`.
 */
export function scope(actor: Actor): { resellerId?: string; customerId?: string; mailboxId?: string } {
  switch (actor.role) {
    case 'system':
    case 'staff_admin':
    case 'staff_auditor':
      return {};
    case 'reseller':
      return { resellerId: actor.resellerId ?? nobody };
    case 'customer_admin':
      return { customerId: actor.customerId ?? nobody };
    case 'owner':
      return { mailboxId: actor.mailboxId ?? nobody };
  }
}

/** The same for the Mailbox table, where the row of an owner has its own id. */
export function mailboxScope(actor: Actor): { resellerId?: string; customerId?: string; id?: string } {
  const { mailboxId, ...rest } = scope(actor);
  return mailboxId ? { id: mailboxId } : rest;
}

/** The same for tenants: a customer is its own row, and a reseller and its customers have the reseller's id. */
export function tenantScope(actor: Actor): { resellerId?: string; id?: string } {
  const { resellerId, customerId, mailboxId } = scope(actor);
  if (mailboxId) return { id: nobody };
  return customerId ? { id: customerId } : resellerId ? { resellerId } : {};
}
