import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { hashPassword } from '@/lib/identity';
import type { Actor } from '@/lib/tenancy';

/** A domain of its own for one test file; the answer makes a mailbox in it and signs its owner in as a browser would. */
export async function ownMailboxes(): Promise<(name: string) => Promise<Actor & { signInId: string }>> {
  const tag = randomUUID().slice(0, 8);
  const { id: customerId } = await db().tenant.create({ data: { kind: 'customer', name: `Filters ${tag}` } });
  const { id: domainId } = await db().domain.create({ data: { name: `f${tag}.example`, customerId } });
  const passwordHash = await hashPassword(tag);
  return async (name) => {
    const address = `${name}@f${tag}.example`;
    const mailbox = await db().mailbox.create({
      data: { domainId, customerId, localPart: name, address, passwordHash, quotaBytes: 1_000_000_000n },
    });
    const ip = '198.51.100.7';
    const { id: signInId } = await db().signIn.create({
      data: { mailboxId: mailbox.id, ip, userAgent: 'test', expiresAt: new Date(Date.now() + 3_600_000) },
    });
    return {
      ...{ kind: 'mailbox', id: mailbox.id, name: address, role: 'owner', tenantId: null, tenantName: null },
      ...{ customerId, resellerId: null, mailboxId: mailbox.id, signInId, ip },
    };
  };
}
