import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, type Prisma, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand } from '@/lib/tenancy';
import { applyAfterCommit, settled } from './after-change';
import { deliverQueueJob } from './deliver-queue';
import { belowScope } from './limits';
import type { SuspensionPreview, suspendTenantInput } from './shapes';

type Tenant = { id: string; kind: string };

/** The rows of a tenant and of all below it. */
const within = ({ id, kind }: Tenant) => (kind === 'reseller' ? { resellerId: id } : { customerId: id });

/** Sign-ins to the panel of a tenant's mailboxes, and of people who act for it. */
async function signInsOf(tx: Tx, tenant: Tenant): Promise<Prisma.SignInWhereInput> {
  const memberships = await tx.membership.findMany({
    where: { tenant: { OR: [{ id: tenant.id }, { parentId: tenant.id }] } },
    select: { id: true },
  });
  return {
    endedAt: null,
    expiresAt: { gt: new Date() },
    OR: [{ mailbox: within(tenant) }, { membershipId: { in: memberships.map(({ id }) => id) } }],
  };
}

/** What a suspension would reach, counted now. */
export async function previewSuspension(actor: Actor, tenantId: string): Promise<SuspensionPreview | null> {
  demand(actor, 'tenant:write');
  const tenant = await db().tenant.findFirst({ where: { AND: [{ id: tenantId }, belowScope(actor)] } });
  if (!tenant) return null;
  const [mailboxes, already, sessions, signIns, domains] = await Promise.all([
    db().mailbox.count({ where: within(tenant) }),
    db().mailbox.count({ where: { ...within(tenant), suspendedAt: { not: null } } }),
    db().mailSession.count({ where: { ...within(tenant), endedAt: null } }),
    db().signIn.count({ where: await signInsOf(db(), tenant) }),
    db().domain.count({ where: within(tenant) }),
  ]);
  return { mailboxes, already, sessions, signIns, domains };
}

/**
 * Nobody of the tenant signs in any more, over no protocol; what is open ends. Nothing is written into the mailboxes
 * themselves, so lifting restores exactly what was: one that was suspended on its own stays so.
 */
export async function suspendTenant(
  actor: Actor,
  { tenantId, reason, holdsMail }: z.infer<typeof suspendTenantInput>,
): Promise<{ mailboxes: number }> {
  return change(actor, tenantId, async (tx, tenant) => {
    if (tenant.suspendedAt) throw new Refusal('conflict', { reason: 'tenant-suspended' });
    await tx.tenant.update({
      where: { id: tenant.id },
      data: { suspendedAt: new Date(), suspendReason: reason, holdsMail },
    });
    await tx.signIn.updateMany({ where: await signInsOf(tx, tenant), data: { endedAt: new Date() } });
    return { verb: 'suspend', end: 'all', after: { reason, holdsMail } };
  });
}

/** What waited for it in the queue is delivered now. */
export async function resumeTenant(actor: Actor, tenantId: string): Promise<{ mailboxes: number }> {
  return change(actor, tenantId, async (tx, tenant) => {
    if (!tenant.suspendedAt) throw new Refusal('conflict', { reason: 'tenant-not-suspended' });
    await tx.tenant.update({
      where: { id: tenant.id },
      data: { suspendedAt: null, suspendReason: null, holdsMail: false },
    });
    if (tenant.holdsMail) await enqueue(tx, deliverQueueJob.name, {});
    return { verb: 'resume', end: null, before: { reason: tenant.suspendReason, holdsMail: tenant.holdsMail } };
  });
}

async function change(
  actor: Actor,
  tenantId: string,
  act: (
    tx: Tx,
    tenant: Prisma.TenantGetPayload<object>,
  ) => Promise<{
    verb: 'suspend' | 'resume';
    end: 'all' | null;
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
  }>,
): Promise<{ mailboxes: number }> {
  demand(actor, 'tenant:write');
  const changed = await transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Tenant" WHERE id = ${tenantId}::uuid FOR NO KEY UPDATE`;
    const tenant = await tx.tenant.findFirst({ where: { AND: [{ id: tenantId }, belowScope(actor)] } });
    if (!tenant) throw new Refusal('not-found');
    const { verb, end, before, after } = await act(tx, tenant);
    const mailboxes = await tx.mailbox.findMany({ where: within(tenant), select: { address: true, node: true } });
    await applyAfterCommit(tx, mailboxes, { end });
    await record(tx, actor, {
      action: `${tenant.kind}.${verb}`,
      object: { type: tenant.kind, id: tenant.id, label: tenant.name },
      owner: { customerId: tenant.kind === 'customer' ? tenant.id : null, resellerId: tenant.resellerId },
      ...(before ? { before } : {}),
      after: { ...after, mailboxes: mailboxes.length },
    });
    return mailboxes;
  });
  await settled(changed);
  return { mailboxes: changed.length };
}
