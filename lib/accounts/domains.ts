import { randomBytes } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, Prisma, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, scope, tenantScope } from '@/lib/tenancy';
import { applyAfterCommit, settled } from './after-change';
import {
  type DomainRow,
  type domainActiveInput,
  domainDefaults,
  type domainDefaultsInput,
  type domainInput,
} from './shapes';

export const domainShown = {
  customer: { select: { name: true } },
  _count: { select: { mailboxes: true } },
} satisfies Prisma.DomainInclude;

export function domainRow(row: Prisma.DomainGetPayload<{ include: typeof domainShown }>): DomainRow {
  return {
    id: row.id,
    name: domainToUnicode(row.name) || row.name,
    asciiName: row.name,
    customerId: row.customerId,
    customerName: row.customer.name,
    active: row.active,
    proven: row.provenAt !== null,
    defaults: domainDefaults.safeParse(row.defaults).data ?? null,
    mailboxes: row._count.mailboxes,
    createdAt: row.createdAt.toISOString(),
  };
}

export async function listDomains(actor: Actor, { search }: { search?: string } = {}): Promise<DomainRow[]> {
  demand(actor, 'domain:read');
  const rows = await db().domain.findMany({
    where: { ...scope(actor), ...(search ? { name: { contains: search.toLowerCase() } } : {}) },
    include: domainShown,
    orderBy: { name: 'asc' },
    take: 10_000,
  });
  // As people read them: A-labels would all stand under x.
  return rows.map(domainRow).sort((a, b) => a.name.localeCompare(b.name));
}

/** Null when there is none that the actor may see. */
export async function readDomain(actor: Actor, domainId: string): Promise<DomainRow | null> {
  demand(actor, 'domain:read');
  const row = await db().domain.findFirst({ where: { id: domainId, ...scope(actor) }, include: domainShown });
  return row && domainRow(row);
}

/** The tenants a new domain can belong to. */
export async function domainOwners(actor: Actor): Promise<{ id: string; name: string }[]> {
  demand(actor, 'domain:write');
  return db().tenant.findMany({
    where: { kind: 'customer', ...tenantScope(actor) },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 5000,
  });
}

/** How a new domain stands: what staff add is theirs to know, others prove it where the host asks for that. */
async function standingOf(tx: Tx, actor: Actor): Promise<{ proof: string; provenAt: Date | null }> {
  const setting = await tx.platformSetting.findUnique({ where: { id: 1 } });
  const asked = Boolean(setting?.provenDomains) && actor.role !== 'staff_admin';
  return { proof: randomBytes(20).toString('hex'), provenAt: asked ? null : new Date() };
}

/** Refuses with `taken` whoever has it: whose it is stays untold. */
export async function createDomain(actor: Actor, input: z.infer<typeof domainInput>): Promise<{ id: string }> {
  demand(actor, 'domain:write');
  if (mixesScripts(input.name)) throw new Refusal('invalid', { field: 'name', reason: 'domain-scripts' });
  try {
    return await transaction(async (tx) => {
      const customer = await tx.tenant.findFirst({
        where: { AND: [{ id: input.customerId, kind: 'customer' }, tenantScope(actor)] },
      });
      if (!customer) throw new Refusal('not-found', { field: 'customerId' });
      const { resellerId } = customer;
      const domain = await tx.domain.create({
        data: { name: input.name, customerId: customer.id, resellerId, ...(await standingOf(tx, actor)) },
        select: { id: true },
      });
      // Its first signing key.
      await enqueue(tx, 'dns.make-keys', {});
      await record(tx, actor, {
        action: 'domain.create',
        object: { type: 'domain', id: domain.id, label: input.name },
        owner: { customerId: customer.id, resellerId },
        after: { name: input.name, customer: customer.name },
      });
      return domain;
    });
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { field: 'name', name: input.name });
    throw error;
  }
}

/** Whether one label holds letters of two alphabets whose letters look alike (UTS 39, 5.2, the pairs that matter). */
export function mixesScripts(name: string): boolean {
  const alike = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
  return domainToUnicode(name)
    .split('.')
    .some((label) => alike.filter((script) => script.test(label)).length > 1);
}

/** Switches a whole domain off (no sign-in, no delivery) or on again; mail stays. */
export async function setDomainActive(actor: Actor, input: z.infer<typeof domainActiveInput>): Promise<void> {
  demand(actor, 'domain:write');
  const changed = await transaction(async (tx) => {
    const domain = await tx.domain.findFirst({
      where: { id: input.domainId, ...scope(actor) },
      include: { mailboxes: true },
    });
    if (!domain) throw new Refusal('not-found');
    if (domain.active === input.active) return [];
    await tx.domain.update({ where: { id: domain.id }, data: { active: input.active } });
    await applyAfterCommit(tx, domain.mailboxes, { end: input.active ? null : 'all' });
    await record(tx, actor, {
      action: input.active ? 'domain.resume' : 'domain.suspend',
      object: { type: 'domain', id: domain.id, label: domain.name },
      owner: domain,
    });
    return domain.mailboxes;
  });
  await settled(changed);
}

/** What its mailboxes start with from now on; those that exist stay as they are. */
export async function setDomainDefaults(
  actor: Actor,
  { domainId, defaults }: z.infer<typeof domainDefaultsInput>,
): Promise<void> {
  demand(actor, 'domain:write');
  await transaction(async (tx) => {
    const domain = await tx.domain.findFirst({ where: { id: domainId, ...scope(actor) } });
    if (!domain) throw new Refusal('not-found');
    await tx.domain.update({ where: { id: domain.id }, data: { defaults } });
    await record(tx, actor, {
      action: 'domain.defaults',
      object: { type: 'domain', id: domain.id, label: domain.name },
      owner: domain,
      before: domainDefaults.safeParse(domain.defaults).data ?? {},
      after: defaults,
    });
  });
}

/** Removes a domain that holds nothing; refuses with `in-use` while it has mailboxes. */
export async function removeDomain(actor: Actor, domainId: string): Promise<void> {
  demand(actor, 'domain:write');
  await transaction(async (tx) => {
    const domain = await tx.domain.findFirst({ where: { id: domainId, ...scope(actor) }, include: domainShown });
    if (!domain) throw new Refusal('not-found');
    if (domain._count.mailboxes > 0)
      throw new Refusal('in-use', { reason: 'mailboxes', count: domain._count.mailboxes });
    await tx.domain.delete({ where: { id: domainId } });
    await record(tx, actor, {
      action: 'domain.remove',
      object: { type: 'domain', id: domain.id, label: domain.name },
      owner: domain,
      before: { name: domain.name },
    });
  });
}

/** PostgreSQL found a second row with the same unique value. */
export function isTaken(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
