import type { z } from 'zod';
import { enqueueAccessChange, flushAuthCache } from '@/lib/access';
import { countOpenSessions } from '@/lib/activity';
import { db, type Tx } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { countSignIns, endSignIns } from '@/lib/sign-ins';
import { type Actor, demand } from '@/lib/tenancy';
import { belowScope, changeTenant } from './change-tenant';
import { deliverQueueJob } from './deliver-queue';
import type { SuspensionPreview, suspendTenantInput } from './shapes';

/** A statement has at most 32,767 parameters. */
const maxIds = 10_000;

type Tenant = { id: string; kind: string };

/** The rows of a tenant and of all tenants below it. */
const within = ({ id, kind }: Tenant) => (kind === 'reseller' ? { resellerId: id } : { customerId: id });

/** The accounts that sign in to the panel for a tenant: its mailboxes, and people with a role in it or below it. */
async function accountsOf(tx: Tx, tenant: Tenant): Promise<({ mailboxIds: string[] } | { membershipIds: string[] })[]> {
  const below = await tx.tenant.findMany({ where: { parentId: tenant.id }, select: { id: true } });
  const [mailboxes, members] = await Promise.all([
    tx.mailboxDirectory.findMany({ where: within(tenant), select: { id: true } }),
    tx.memberDirectory.findMany({
      where: { tenantId: { in: [tenant.id, ...below.map(({ id }) => id)] } },
      select: { id: true },
    }),
  ]);
  return [
    ...inParts(mailboxes.map(({ id }) => id)).map((mailboxIds) => ({ mailboxIds })),
    ...inParts(members.map(({ id }) => id)).map((membershipIds) => ({ membershipIds })),
  ];
}

function inParts(ids: string[]): string[][] {
  const count = Math.ceil(ids.length / maxIds);
  return Array.from({ length: count }, (_, index) => ids.slice(index * maxIds, (index + 1) * maxIds));
}

async function countSignInsOf(tenant: Tenant): Promise<number> {
  const counts = await Promise.all((await accountsOf(db(), tenant)).map((accounts) => countSignIns(accounts)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Counts the accounts and mailboxes that a suspension would affect. */
export async function previewSuspension(actor: Actor, tenantId: string): Promise<SuspensionPreview | null> {
  demand(actor, 'tenant:write');
  const tenant = await db().tenant.findFirst({ where: { AND: [{ id: tenantId }, belowScope(actor)] } });
  if (!tenant) return null;
  const [mailboxes, already, sessions, signIns, domains] = await Promise.all([
    db().mailboxDirectory.count({ where: within(tenant) }),
    db().mailboxDirectory.count({ where: { ...within(tenant), suspendedAt: { not: null } } }),
    countOpenSessions(within(tenant)),
    countSignInsOf(tenant),
    db().domainDirectory.count({ where: within(tenant) }),
  ]);
  return { mailboxes, already, sessions, signIns, domains };
}

/**
 * Suspends a tenant: no account of it can sign in, and open sessions are disconnected. The mailboxes themselves are not
 * changed, so that lifting the suspension restores the state before, including mailboxes that are suspended on their
 * own.
 */
export async function suspendTenant(
  actor: Actor,
  { tenantId, reason, holdsMail }: z.infer<typeof suspendTenantInput>,
): Promise<{ mailboxes: number }> {
  const mailboxes = await changeTenant(actor, tenantId, async (tx, tenant) => {
    if (tenant.suspendedAt) throw new Refusal('conflict', { reason: 'tenant-suspended' });
    await tx.tenant.update({
      where: { id: tenant.id },
      data: { suspendedAt: new Date(), suspendReason: reason, holdsMail },
    });
    for (const accounts of await accountsOf(tx, tenant)) await endSignIns(tx, accounts);
    const reached = await mailboxesOf(tx, tenant);
    await enqueueAccessChange(tx, reached, { disconnect: 'all' });
    return { verb: 'suspend', after: { reason, holdsMail, mailboxes: reached.length }, result: reached };
  });
  return flushed(mailboxes);
}

/** Attempts delivery of its held mail. */
export async function resumeTenant(actor: Actor, tenantId: string): Promise<{ mailboxes: number }> {
  const mailboxes = await changeTenant(actor, tenantId, async (tx, tenant) => {
    if (!tenant.suspendedAt) throw new Refusal('conflict', { reason: 'tenant-not-suspended' });
    await tx.tenant.update({
      where: { id: tenant.id },
      data: { suspendedAt: null, suspendReason: null, holdsMail: false },
    });
    if (tenant.holdsMail) await enqueue(tx, deliverQueueJob.name, {});
    const reached = await mailboxesOf(tx, tenant);
    await enqueueAccessChange(tx, reached);
    return {
      verb: 'lift-suspension',
      before: { reason: tenant.suspendReason, holdsMail: tenant.holdsMail },
      after: { mailboxes: reached.length },
      result: reached,
    };
  });
  return flushed(mailboxes);
}

function mailboxesOf(tx: Tx, tenant: Tenant) {
  return tx.mailboxDirectory.findMany({ where: within(tenant), select: { address: true, node: true } });
}

async function flushed(mailboxes: { address: string; node: string }[] | null): Promise<{ mailboxes: number }> {
  await flushAuthCache(mailboxes ?? []);
  return { mailboxes: mailboxes?.length ?? 0 };
}
