import { randomBytes, randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { hashPassword } from '@/lib/passwords';
import type { Role } from '@/lib/tenancy/shapes';

/** A reseller, a customer, a domain with mailboxes, and a person in each role, for one test only. */
export type World = Awaited<ReturnType<typeof makeWorld>>;

/** The platform of the host. */
async function platformId(): Promise<string> {
  const known = await db().tenant.findFirst({ where: { kind: 'platform' }, orderBy: { createdAt: 'asc' } });
  return (known ?? (await db().tenant.create({ data: { kind: 'platform', name: 'Platform' } }))).id;
}

/** Written directly to the tables, so that a test of the rooms does not depend on them for its set-up. */
export async function makeWorld(
  localParts: readonly string[],
  /** An existing reseller for the new customer. */
  under: { resellerId: string; resellerName: string } | null = null,
) {
  const tag = randomBytes(4).toString('hex');
  // One password for all of them, because hashing takes time.
  const password = randomBytes(9).toString('base64url');
  const passwordHash = await hashPassword(password);
  const platform = await platformId();
  const resellerId = under?.resellerId ?? randomUUID();
  const resellerName = under?.resellerName ?? `Reseller ${tag}`;
  if (!under)
    await db().tenant.create({
      data: { id: resellerId, kind: 'reseller', name: resellerName, parentId: platform, resellerId },
    });
  const customer = await db().tenant.create({
    data: { kind: 'customer', name: `Customer ${tag}`, parentId: resellerId, resellerId },
    select: { id: true, name: true },
  });
  const customerId = customer.id;
  const domain = await db().domain.create({
    data: { name: `d${tag}.example`, customerId, resellerId },
    select: { id: true, name: true },
  });
  const person = async (email: string, name: string, tenantId: string, role: Role) => {
    await db().person.create({ data: { email, name, passwordHash, memberships: { create: { tenantId, role } } } });
    return { name, address: email, password };
  };
  const owner = async (localPart: string) => {
    const address = `${localPart}@${domain.name}`;
    const displayName = `${localPart.charAt(0).toUpperCase()}${localPart.slice(1)} ${tag}`;
    const place = { domainId: domain.id, customerId, resellerId };
    const { id } = await db().mailbox.create({
      data: { ...place, localPart, address, displayName, passwordHash, quotaBytes: 1_000_000_000n },
    });
    return { id, name: displayName, address, password };
  };
  const [staff, auditor, reseller, admin, owners] = await Promise.all([
    person(`staff@${tag}.test`, `Staff ${tag}`, platform, 'staff_admin'),
    person(`auditor@${tag}.test`, `Auditor ${tag}`, platform, 'staff_auditor'),
    person(`reseller@${tag}.test`, `Rita ${tag}`, resellerId, 'reseller'),
    person(`admin@${tag}.test`, `Carl ${tag}`, customerId, 'customer_admin'),
    Promise.all(localParts.map(owner)),
  ]);
  return { tag, resellerId, resellerName, customer, domain, staff, auditor, reseller, admin, owners };
}
