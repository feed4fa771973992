import { Refusal } from '@/lib/errors';
import { type Capability, type Role, roleMay, viewMay } from './capabilities';

/** The actor of a request. Created from a sign-in by `identity`, or for background jobs by `systemActor`. */
export interface Actor {
  kind: 'person' | 'mailbox' | 'system';
  /** The id of a person or mailbox, or the name of the background job. */
  id: string;
  name: string;
  role: Role | 'system';
  /** The tenant of the role; null for a mailbox owner and a background job. */
  tenantId: string | null;
  tenantName: string | null;
  customerId: string | null;
  resellerId: string | null;
  mailboxId: string | null;
  signInId: string | null;
  /** The address of the browser. */
  ip: string | null;
  /** The real person, while viewing the panel as this account. */
  viewedBy?: { id: string; name: string };
}

/** The actor of background jobs. */
export function systemActor(name: string): Actor {
  return {
    kind: 'system',
    id: name,
    name,
    role: 'system',
    tenantId: null,
    tenantName: null,
    customerId: null,
    resellerId: null,
    mailboxId: null,
    signInId: null,
    ip: null,
  };
}

export function may(actor: Actor, capability: Capability): boolean {
  if (actor.role === 'system') return true;
  return actor.viewedBy ? viewMay(actor.role, capability) : roleMay(actor.role, capability);
}

/** Refuses unless the actor's role has the capability. */
export function demand(actor: Actor, capability: Capability): void {
  if (!may(actor, capability)) throw new Refusal('not-allowed', { capability });
}
