import type { z } from 'zod';
import { type AuditAction, record } from '@/lib/audit';
import { type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope, tenantScope } from '@/lib/tenancy';
import type { mailboxLimitsInput, OwnLimits, tenantLimitsInput } from './shapes';

/** How many recipients a mailbox may send to. What it belongs to limits it as well. */
export async function setMailboxLimits(
  actor: Actor,
  { mailboxId, ...limits }: z.infer<typeof mailboxLimitsInput>,
): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    const mailbox = await tx.mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
    if (!mailbox) throw new Refusal('not-found');
    const { address, customerId, resellerId } = mailbox;
    await write(tx, actor, mailboxId, limits, {
      action: 'mailbox.outbound-limits',
      object: { type: 'mailbox', id: mailboxId, label: address },
      owner: { customerId, resellerId, mailboxId },
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
    await write(tx, actor, tenantId, limits, {
      action: `${tenant.kind}.outbound-limits`,
      object: { type: tenant.kind, id: tenantId, label: tenant.name },
      owner: { customerId: tenant.kind === 'customer' ? tenantId : null, resellerId: tenant.resellerId },
    });
  });
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
