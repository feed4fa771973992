import { record } from '@/lib/audit';
import { db, type Prisma, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { runRow } from './runs';
import type { Basis, PolicyChange, PolicyInput, PolicyRow } from './shapes';

const withLastRun = {
  runs: { orderBy: { createdAt: 'desc' }, take: 1 },
} satisfies Prisma.RetentionPolicyInclude;

type Row = Prisma.RetentionPolicyGetPayload<{ include: typeof withLastRun }>;

/** Adds the name of its domain to each policy. */
async function policyRows(rows: Row[]): Promise<PolicyRow[]> {
  const domains = await db().domainDirectory.findMany({
    where: { id: { in: rows.map(({ domainId }) => domainId) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(domains.map(({ id, name }) => [id, name]));
  return rows.map((row) => {
    const [last] = row.runs;
    return {
      id: row.id,
      name: row.name,
      domainId: row.domainId,
      domainName: nameOf.get(row.domainId) ?? '',
      folder: row.folder,
      olderThanDays: row.olderThanDays,
      basis: row.basis as Basis,
      enabled: row.enabled,
      createdAt: row.createdAt.toISOString(),
      lastRun: last ? runRow(last) : null,
    };
  });
}

const maxPolicies = 1000;

/** Sorted by the name of the domain, then by name. */
export async function listPolicies(actor: Actor, { domainId }: { domainId?: string } = {}): Promise<PolicyRow[]> {
  demand(actor, 'retention:read');
  const rows = await db().retentionPolicy.findMany({
    where: { ...scope(actor), ...(domainId ? { domainId } : {}) },
    include: withLastRun,
    orderBy: { name: 'asc' },
    take: maxPolicies,
  });
  const shown = await policyRows(rows);
  return shown.sort((a, b) => (a.domainName < b.domainName ? -1 : a.domainName > b.domainName ? 1 : 0));
}

/** Null if the actor may see no such policy. */
export async function readPolicy(actor: Actor, policyId: string): Promise<PolicyRow | null> {
  demand(actor, 'retention:read');
  const row = await db().retentionPolicy.findFirst({ where: { id: policyId, ...scope(actor) }, include: withLastRun });
  const [policy] = row ? await policyRows([row]) : [];
  return policy ?? null;
}

const maxDomains = 5000;

/** The domains that a policy can be created for. */
export async function policyDomains(actor: Actor): Promise<{ id: string; name: string }[]> {
  demand(actor, 'retention:read');
  return db().domainDirectory.findMany({
    where: scope(actor),
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: maxDomains,
  });
}

export async function createPolicy(actor: Actor, input: PolicyInput): Promise<{ id: string }> {
  demand(actor, 'retention:write');
  return transaction(async (tx) => {
    const domain = await tx.domainDirectory.findFirst({ where: { id: input.domainId, ...scope(actor) } });
    if (!domain) throw new Refusal('not-found', { field: 'domainId' });
    const { customerId, resellerId } = domain;
    const policy = await tx.retentionPolicy.create({
      data: { ...input, customerId, resellerId },
      select: { id: true },
    });
    await record(tx, actor, {
      action: 'retention.policy-create',
      object: { type: 'retention-policy', id: policy.id, label: input.name },
      owner: { customerId, resellerId },
      after: { ...input, domain: domain.name },
    });
    return policy;
  });
}

export async function updatePolicy(actor: Actor, { id, ...change }: PolicyChange): Promise<void> {
  demand(actor, 'retention:write');
  await transaction(async (tx) => {
    const before = await tx.retentionPolicy.findFirst({ where: { id, ...scope(actor) } });
    if (!before) throw new Refusal('not-found');
    await tx.retentionPolicy.update({ where: { id }, data: change });
    // A preview of the old rule must not be run under the new one.
    await tx.retentionRun.updateMany({
      where: { policyId: id, state: { in: ['counting', 'counted'] } },
      data: { state: 'failed', trouble: 'policy-changed', finishedAt: new Date() },
    });
    const { name, folder, olderThanDays, basis, enabled, customerId, resellerId } = before;
    await record(tx, actor, {
      action: 'retention.policy-change',
      object: { type: 'retention-policy', id, label: change.name },
      owner: { customerId, resellerId },
      before: { name, folder, olderThanDays, basis, enabled },
      after: change,
    });
  });
}

/** Removes a policy. Messages that its runs removed can still be restored, and the audit log keeps its entries. */
export async function removePolicy(actor: Actor, policyId: string): Promise<void> {
  demand(actor, 'retention:write');
  await transaction(async (tx) => {
    const policy = await tx.retentionPolicy.findFirst({ where: { id: policyId, ...scope(actor) } });
    if (!policy) throw new Refusal('not-found');
    const busy = await tx.retentionRun.count({ where: { policyId, state: 'removing' } });
    if (busy) throw new Refusal('in-use', { reason: 'run-under-way' });
    await tx.retentionPolicy.delete({ where: { id: policyId } });
    const { name, folder, olderThanDays, basis, customerId, resellerId } = policy;
    await record(tx, actor, {
      action: 'retention.policy-remove',
      object: { type: 'retention-policy', id: policyId, label: name },
      owner: { customerId, resellerId },
      before: { name, folder, olderThanDays, basis },
    });
  });
}
