import { db } from '@/lib/db';
import { type Actor, demand, mailboxScope, scope, tenantScope } from '@/lib/tenancy';
import { useOf } from './decide';
import { liftFor } from './lift-suspension';
import { readDeferred } from './read-deferred';
import type { Sending, SendingUse } from './shapes';
import { type Owner, ownersIn, readOwners } from './store';

/** What a mailbox in the actor's scope has sent, of how much, and whether it may send. Null if there is none. */
export async function readSending(actor: Actor, mailboxId: string, now = new Date()): Promise<Sending | null> {
  if (actor.mailboxId !== mailboxId) demand(actor, 'mailbox:read');
  const mailbox = await db().mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (!mailbox) return null;
  const { domainId, customerId, resellerId } = mailbox;
  const [use, suspension] = await Promise.all([
    readUse(ownersIn({ mailbox: mailboxId, domain: domainId, customer: customerId, reseller: resellerId }), now),
    db().sendingSuspension.findFirst({ where: { mailboxId, liftedAt: null } }),
  ]);
  if (!use) return null;
  return {
    ...use,
    suspension: suspension && {
      at: suspension.at.toISOString(),
      messages: suspension.messages,
      recipients: suspension.recipients,
      seconds: suspension.seconds,
      network: suspension.network,
      lift: await liftFor(db(), actor, suspension, now),
    },
  };
}

/** What all mailboxes of a domain in the actor's scope have sent together. Null if there is none. */
export async function readDomainSending(actor: Actor, domainId: string, now = new Date()): Promise<SendingUse | null> {
  demand(actor, 'domain:read');
  const domain = await db().domainDirectory.findFirst({ where: { AND: [{ id: domainId }, scope(actor)] } });
  if (!domain) return null;
  const { customerId, resellerId } = domain;
  return readUse(ownersIn({ domain: domainId, customer: customerId, reseller: resellerId }), now);
}

/** The same of a customer or a reseller. */
export async function readTenantSending(actor: Actor, tenantId: string, now = new Date()): Promise<SendingUse | null> {
  demand(actor, 'tenant:read');
  const tenant = await db().tenantDirectory.findFirst({ where: { AND: [{ id: tenantId }, tenantScope(actor)] } });
  if (!tenant || tenant.kind === 'platform') return null;
  const owners = { customer: tenant.kind === 'customer' ? tenantId : null, reseller: tenant.resellerId };
  return readUse(ownersIn(owners), now);
}

/** The use of the first owner, with the limits of the others above it. */
async function readUse(owners: Owner[], now: Date): Promise<SendingUse | null> {
  const [first] = owners;
  if (!first) return null;
  const [accounts, row, deferred] = await Promise.all([
    readOwners(owners, now),
    db().outboundLimit.findUnique({ where: { ownerId: first.id } }),
    readDeferred(first, now),
  ]);
  const use = useOf(accounts, now);
  return use && { ...use, deferred, own: { perHour: row?.perHour ?? null, perDay: row?.perDay ?? null } };
}
