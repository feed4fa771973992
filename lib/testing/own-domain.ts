import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { hashPassword } from '@/lib/passwords';
import type { Actor } from '@/lib/tenancy';
import { actorWith } from './actor';

/** The owner of a mailbox, signed in to webmail. */
export type MailboxOwner = Actor & { signInId: string };

/** A customer with a domain, for one test file only. */
export async function ownDomain() {
  const tag = randomUUID().slice(0, 8);
  const customer = await db().tenant.create({ data: { kind: 'customer', name: `Customer ${tag}` } });
  const domain = await db().domain.create({ data: { name: `o${tag}.example`, customerId: customer.id } });
  const passwordHash = await hashPassword(tag);
  return {
    domain,
    /** Of its mailboxes, for mail clients. */
    password: tag,
    /** Creates a mailbox. */
    async mailbox(localPart: string, displayName = '') {
      const address = `${localPart}@${domain.name}`;
      return db().mailbox.create({
        data: {
          domainId: domain.id,
          customerId: customer.id,
          localPart,
          address,
          displayName,
          passwordHash,
          quotaBytes: 1_000_000_000n,
        },
      });
    },
    /** Signs in the owner of a mailbox, like a browser. */
    async signIn(mailbox: { id: string; address: string }, ip = '198.51.100.7'): Promise<MailboxOwner> {
      const row = await db().signIn.create({
        data: { mailboxId: mailbox.id, ip, userAgent: 'test', expiresAt: new Date(Date.now() + 3_600_000) },
      });
      const { id, address: name } = mailbox;
      const owner = actorWith({ kind: 'mailbox', id, name, role: 'owner', customerId: customer.id, mailboxId: id, ip });
      return { ...owner, signInId: row.id };
    },
  };
}
