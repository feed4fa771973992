import type { z } from 'zod';
import { type AuditAction, record } from '@/lib/audit';
import { type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope, scope, tenantScope } from '@/lib/tenancy';
import { lowestOf } from './decide';
import {
  type domainLimitsInput,
  limitsOf,
  type mailboxLimitsInput,
  type OwnLimits,
  type tenantLimitsInput,
} from './shapes';
import { type Owner, ownersIn } from './store';

/** How many recipients a mailbox may send to. What it belongs to limits it as well. */
export async function setMailboxLimits(
  actor: Actor,
  { mailboxId, ...limits }: z.infer<typeof mailboxLimitsInput>,
): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    const mailbox = await tx.mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
    if (!mailbox) throw new Refusal('not-found');
    const { address, domainId, customerId, resellerId } = mailbox;
    await refuseAbove(tx, ownersIn({ domain: domainId, customer: customerId, reseller: resellerId }), limits);
    await write(tx, actor, mailboxId, limits, {
      action: 'mailbox.outbound-limits',
      object: { type: 'mailbox', id: mailboxId, label: address },
      owner: { customerId, resellerId, mailboxId },
    });
  });
}

/** The same for all mailboxes of a domain together. */
export async function setDomainLimits(
  actor: Actor,
  { domainId, ...limits }: z.infer<typeof domainLimitsInput>,
): Promise<void> {
  demand(actor, 'domain:write');
  await transaction(async (tx) => {
    const domain = await tx.domainDirectory.findFirst({ where: { AND: [{ id: domainId }, scope(actor)] } });
    if (!domain) throw new Refusal('not-found');
    const { name, customerId, resellerId } = domain;
    await refuseAbove(tx, ownersIn({ customer: customerId, reseller: resellerId }), limits);
    await write(tx, actor, domainId, limits, {
      action: 'domain.outbound-limits',
      object: { type: 'domain', id: domainId, label: name },
      owner: { customerId, resellerId },
    });
  });
}

/** The same for a tenant below the actor: nobody changes the limits of their own. */
export async function setTenantLimits(
  actor: Actor,
  { tenantId, ...limits }: z.infer<typeof tenantLimitsInput>,
): Promise<void> {
  demand(actor, 'tenant:write');
  await transaction(async (tx) => {
    const others = actor.tenantId ? { id: { not: actor.tenantId } } : {};
    const where = { AND: [{ id: tenantId }, tenantScope(actor), others] };
    const tenant = await tx.tenantDirectory.findFirst({ where });
    if (!tenant || tenant.kind === 'platform') throw new Refusal('not-found');
    if (tenant.kind === 'customer') await refuseAbove(tx, ownersIn({ reseller: tenant.resellerId }), limits);
    await write(tx, actor, tenantId, limits, {
      action: `${tenant.kind}.outbound-limits`,
      object: { type: tenant.kind, id: tenantId, label: tenant.name },
      owner: { customerId: tenant.kind === 'customer' ? tenantId : null, resellerId: tenant.resellerId },
    });
  });
}

/** A limit above that of what it belongs to would never be reached, and would look as if it allowed more. */
async function refuseAbove(tx: Tx, above: Owner[], wanted: OwnLimits): Promise<void> {
  const rows = await tx.outboundLimit.findMany({ where: { ownerId: { in: above.map(({ id }) => id) } } });
  const accounts = above.map(({ level, id }) => {
    const set = rows.find(({ ownerId }) => ownerId === id);
    return { level, limits: limitsOf(level, set) };
  });
  for (const [field, period] of [
    ['perHour', 'hour'],
    ['perDay', 'day'],
  ] as const) {
    const lowest = lowestOf(accounts, period);
    const value = wanted[field];
    if (value === null || !lowest || value <= lowest.limit) continue;
    throw new Refusal('over-limit', { field, reason: `sending-above-${lowest.level}`, limit: lowest.limit });
  }
}

async function write(
  tx: Tx,
  actor: Actor,
  ownerId: string,
  limits: OwnLimits,
  act: { action: AuditAction } & Omit<Parameters<typeof record>[2], 'action' | 'before' | 'after'>,
): Promise<void> {
  const row = await tx.outboundLimit.findUnique({ where: { ownerId } });
  const before = { perHour: row?.perHour ?? null, perDay: row?.perDay ?? null };
  if (before.perHour === limits.perHour && before.perDay === limits.perDay) return;
  await tx.outboundLimit.upsert({ where: { ownerId }, create: { ownerId, ...limits }, update: limits });
  await record(tx, actor, { ...act, before, after: { ...limits } });
}
