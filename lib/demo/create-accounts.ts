import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { record } from '@/lib/audit';
import type { Tx } from '@/lib/db';
import { hashPassword } from '@/lib/passwords';
import { protocols } from '@/lib/protocols';
import { systemActor } from '@/lib/tenancy';
import { asciiAddress } from './message/build-message';
import { type DemoDomain, demoPassword, persons, platformName, tenants } from './people';
import { seedTransaction } from './seed-transaction';
import type { ClientTokens } from './tokens';

const megabyte = 1024n * 1024n;
const quotas = [1024, 2048, 5120];
/** The oldest mail is a year old, and the accounts are older. */
const founded = (months: number) => new Date(Date.now() - months * 30 * 86_400_000);

/**
 * Creates tenants, people, domains, mailboxes, aliases and app passwords in one transaction, so that an interrupted
 * seed leaves all of them or none. Returns the app passwords in clear text for the simulator.
 */
export async function createAccounts(): Promise<ClientTokens> {
  // One hash for all, because they have the same password, which is in the README.
  const passwordHash = await hashPassword(demoPassword);
  const tokens: ClientTokens = {};
  await seedTransaction(async (tx) => {
    const ids = await createTenants(tx);
    for (const person of persons) {
      const tenantId = ids.get(person.tenant ?? platformName);
      if (!tenantId) throw new Error(`no tenant ${person.tenant}`);
      await tx.person.create({
        data: {
          email: person.email,
          name: person.name,
          locale: person.locale,
          passwordHash,
          memberships: { create: { tenantId, role: person.role } },
        },
      });
    }
    for (const tenant of tenants) {
      const owner = {
        customerId: ids.get(tenant.key) ?? '',
        resellerId: ids.get(tenant.reseller ?? tenant.key) ?? null,
      };
      for (const domain of tenant.domains ?? [])
        await createDomain(tx, domain, owner, tenant.locale ?? null, passwordHash, tokens);
    }
  });
  return tokens;
}

/** Ids by key. */
async function createTenants(tx: Tx): Promise<Map<string, string>> {
  const actor = systemActor('demonstration');
  const platform = await tx.tenant.create({ data: { kind: 'platform', name: platformName, createdAt: founded(30) } });
  const ids = new Map([[platformName, platform.id]]);
  for (const { key, kind, name, reseller } of tenants) {
    const id = randomUUID();
    const resellerId = reseller ? (ids.get(reseller) ?? null) : id;
    await tx.tenant.create({
      data: {
        id,
        kind,
        name,
        resellerId,
        parentId: reseller ? resellerId : platform.id,
        createdAt: founded(reseller ? 20 : 26),
      },
    });
    await record(tx, actor, {
      action: `${kind}.create`,
      object: { type: 'tenant', id, label: name },
      owner: { resellerId, customerId: kind === 'customer' ? id : null },
    });
    ids.set(key, id);
  }
  return ids;
}

async function createDomain(
  tx: Tx,
  domain: DemoDomain,
  owner: { customerId: string; resellerId: string | null },
  locale: string | null,
  passwordHash: string,
  tokens: ClientTokens,
): Promise<void> {
  const actor = systemActor('demonstration');
  const name = domainToASCII(domain.name);
  const { id: domainId } = await tx.domain.create({ data: { name, ...owner, createdAt: founded(19) } });
  await record(tx, actor, { action: 'domain.create', object: { type: 'domain', id: domainId, label: name }, owner });
  for (const [index, mailbox] of domain.mailboxes.entries()) {
    const address = asciiAddress(`${mailbox.local}@${domain.name}`);
    const off = mailbox.off ?? [];
    const { id: mailboxId } = await tx.mailbox.create({
      data: {
        domainId,
        ...owner,
        localPart: mailbox.local,
        address,
        displayName: mailbox.name,
        passwordHash,
        quotaBytes: megabyte * BigInt(mailbox.quotaMegabytes ?? quotas[index % quotas.length] ?? 1024),
        locale,
        createdAt: founded(18),
        protocols: protocols.filter((protocol) => !off.includes(protocol)),
        ...(mailbox.suspended ? { suspendedAt: founded(1), suspendReason: mailbox.suspended } : {}),
      },
      select: { id: true },
    });
    await record(tx, actor, {
      action: 'mailbox.create',
      object: { type: 'mailbox', id: mailboxId, label: address },
      owner: { ...owner, mailboxId },
    });
    for (const { name: label, protocols: allowed, expired } of mailbox.appPasswords ?? []) {
      const token = randomBytes(18).toString('base64url');
      const row = await tx.appPassword.create({
        data: {
          mailboxId,
          name: label,
          protocols: allowed,
          createdAt: founded(expired ? 14 : 5),
          tokenSha256: createHash('sha256').update(token).digest('hex'),
          ...(expired ? { revokedAt: founded(6) } : {}),
        },
        select: { id: true },
      });
      if (!expired) tokens[address] = { ...tokens[address], [label]: { id: row.id, token } };
    }
  }
  const aliases = Object.entries(domain.aliases ?? {}).flatMap(([local, destinations]) =>
    destinations.map((destination) => ({
      domainId,
      ...owner,
      source: `${local}@${name}`,
      destination: asciiAddress(destination),
    })),
  );
  await tx.alias.createMany({ data: aliases });
}
