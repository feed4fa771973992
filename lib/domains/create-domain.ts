import { randomBytes } from 'node:crypto';
import { domainToUnicode } from 'node:url';
import type { z } from 'zod';
import { record } from '@/lib/audit';
import { refuseReservedName } from '@/lib/claims';
import { db, isTaken, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { readPlatform } from '@/lib/platform';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import { createKeysJob } from './dkim-keys';
import type { domainInput } from './shapes';

/** The tenants that a new domain can belong to. */
export async function domainOwners(actor: Actor): Promise<{ id: string; name: string }[]> {
  demand(actor, 'domain:write');
  return db().tenantDirectory.findMany({
    where: { kind: 'customer', ...tenantScope(actor) },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
    take: 5000,
  });
}

/** Refuses with `taken`, whoever owns it: the answer does not reveal the owner. */
export async function createDomain(actor: Actor, input: z.infer<typeof domainInput>): Promise<{ id: string }> {
  demand(actor, 'domain:write');
  if (mixesScripts(input.name)) throw new Refusal('invalid', { field: 'name', reason: 'domain-scripts' });
  // Domains that staff add need no proof. Others must prove ownership if the host requires it.
  const { provenDomains } = await readPlatform();
  const provenAt = provenDomains && actor.role !== 'staff_admin' ? null : new Date();
  try {
    return await transaction(async (tx) => {
      const customer = await tx.tenantDirectory.findFirst({
        where: { AND: [{ id: input.customerId, kind: 'customer' }, tenantScope(actor)] },
      });
      if (!customer) throw new Refusal('not-found', { field: 'customerId' });
      await refuseReservedName(tx, actor, input.name);
      const { resellerId } = customer;
      const proof = randomBytes(20).toString('hex');
      const domain = await tx.domain.create({
        data: { name: input.name, customerId: customer.id, resellerId, proof, provenAt },
        select: { id: true },
      });
      // The first DKIM key.
      await enqueue(tx, createKeysJob.name, {});
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

/** Whether a label mixes two alphabets whose letters look alike (UTS 39, 5.2, only the common pairs). */
function mixesScripts(name: string): boolean {
  const alike = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];
  return domainToUnicode(name)
    .split('.')
    .some((label) => alike.filter((script) => script.test(label)).length > 1);
}
