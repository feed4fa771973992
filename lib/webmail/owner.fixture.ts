import { randomUUID } from 'node:crypto';
import { db } from '@/lib/db';
import { hashPassword } from '@/lib/identity';
import type { Actor } from '@/lib/tenancy';

/** A customer of its own with mailboxes, for one test file; `signIn` opens a web sign-in as its owner would. */
export async function ownDomain() {
  const tag = randomUUID().slice(0, 8);
  const customer = await db().tenant.create({ data: { kind: 'customer', name: `Webmail ${tag}` } });
  const domain = await db().domain.create({ data: { name: `w${tag}.example`, customerId: customer.id } });
  const passwordHash = await hashPassword(tag);
  return {
    domain,
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
    async signIn(mailbox: { id: string; address: string }, ip = '198.51.100.7'): Promise<Actor & { signInId: string }> {
      const row = await db().signIn.create({
        data: { mailboxId: mailbox.id, ip, userAgent: 'test', expiresAt: new Date(Date.now() + 3_600_000) },
      });
      return {
        kind: 'mailbox',
        id: mailbox.id,
        name: mailbox.address,
        role: 'owner',
        tenantId: null,
        tenantName: null,
        customerId: customer.id,
        resellerId: null,
        mailboxId: mailbox.id,
        signInId: row.id,
        ip,
      };
    },
  };
}

/** A message as bytes. */
export function mail(headers: Record<string, string>, body: string): Buffer {
  const all = {
    From: 'Writer <writer@elsewhere.example>',
    To: 'you@here.example',
    Subject: 'x',
    'Message-ID': `<${randomUUID()}@x.example>`,
    Date: 'Thu, 05 Nov 2026 10:00:00 +0000',
    ...headers,
  };
  return Buffer.from(
    `${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n')}\r\n\r\n${body.replace(/\r?\n/g, '\r\n')}`,
  );
}
