import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { db, pool } from '@/lib/db';
import { pageDomains } from '@/lib/domains';
import type { Actor } from '@/lib/tenancy';
import { pageCustomers } from '@/lib/tenants';
import { ownReseller } from '@/lib/testing';
import { countMailboxes, listMailboxes } from '.';
import { mailboxSorts } from './shapes';

const size = 1234;
let reseller: Actor;
let customer: Actor;
let rival: Actor;
let tag: string;

beforeAll(async () => {
  ({ reseller, customer, tag } = await ownReseller());
  rival = (await ownReseller()).reseller;
  const domain = await db().domain.create({
    data: { name: `xn--bcher-${tag}.example`, customerId: customer.tenantId ?? '', resellerId: reseller.tenantId },
  });
  await pool().query(
    `INSERT INTO "Mailbox" (id, "domainId", "customerId", "resellerId", "localPart", address, "displayName", "passwordHash",
       "quotaBytes", "usedBytes", "usedAt", "suspendedAt", "createdAt")
     SELECT gen_random_uuid(), $1, $2, $3, 'u' || i, 'u' || i || '@' || $4, (ARRAY['Anna', 'anna', 'Émile', '100%', ''])[1 + i % 5],
       -- Looked at just now: the running worker leaves these figures alone.
       'x', 1000000, i % 7, now(), CASE WHEN i % 10 = 0 THEN now() END, now() - (i % 3) * interval '1 day'
     FROM generate_series(1, $5::int) i`,
    [domain.id, customer.tenantId, reseller.tenantId, domain.name, size],
  );
});

it.each(mailboxSorts.flatMap((sort) => [false, true].map((desc) => ({ sort, desc }))))(
  'walks every row once in both directions by $sort (desc: $desc), though many sort alike',
  async ({ sort, desc }) => {
    for (const actor of [reseller, customer]) {
      const down: string[] = [];
      let at: string | null = null;
      do {
        const page = await listMailboxes(actor, { sort, desc, at, take: 100 });
        down.push(...page.rows.map((row) => row.address));
        at = page.after;
      } while (at);
      expect(down.length).toBe(size);
      expect(new Set(down).size).toBe(size);
      const up: string[] = [];
      let back = await listMailboxes(actor, { sort, desc, back: true, take: 100 });
      for (;;) {
        up.unshift(...back.rows.map((row) => row.address));
        if (!back.before) break;
        back = await listMailboxes(actor, { sort, desc, at: back.before, back: true, take: 100 });
      }
      expect(up).toEqual(down);
    }
  },
);

it('a page does not shift when rows before it are added or removed', async () => {
  const first = await listMailboxes(reseller, { take: 100 });
  const next = await listMailboxes(reseller, { at: first.after, take: 100 });
  const gone = first.rows[5]?.id ?? '';
  await db().mailbox.delete({ where: { id: gone } });
  expect((await listMailboxes(reseller, { at: first.after, take: 100 })).rows).toEqual(next.rows);
});

it('counts by state the rows of the list, and treats wildcards literally', async () => {
  const { total, active, suspended } = await countMailboxes(reseller);
  expect(active + suspended).toBe(total);
  const listed = await listMailboxes(reseller, { state: 'suspended', take: 1000 });
  expect(listed.rows.length).toBe(suspended);
  expect((await countMailboxes(reseller, { search: '100%' })).total).toBeGreaterThan(200);
  expect((await countMailboxes(reseller, { search: '100_' })).total).toBe(0);
  expect((await countMailboxes(reseller, { search: 'ANNA' })).total).toBeGreaterThan(450);
});

it('returns nothing to a rival, with any cursor', async () => {
  const { after } = await listMailboxes(reseller, { take: 1 });
  for (const at of [null, after]) expect(await listMailboxes(rival, { at })).toMatchObject({ rows: [], after: null });
  expect(await countMailboxes(rival, { search: tag })).toEqual({ total: 0, active: 0, suspended: 0 });
});

it.each([
  '',
  'x',
  'bm8',
  Buffer.from('["a",{}]').toString('base64url'),
  Buffer.from('["9999-99-99","a"]').toString('base64url'),
  randomUUID(),
])('refuses the cursor %j', async (at) => {
  await expect(listMailboxes(reseller, { at, sort: 'created' })).rejects.toMatchObject({ code: 'invalid' });
});

it('finds a domain by its U-label, and pages customers', async () => {
  const ask = { desc: false, at: null, back: false };
  const found = await pageDomains(reseller, { ...ask, sort: 'mailboxes', search: tag });
  expect(found.rows).toMatchObject([{ asciiName: `xn--bcher-${tag}.example` }]);
  const customers = await pageCustomers(reseller, { ...ask, sort: 'name', search: tag });
  expect(customers.rows.map((row) => row.id)).toEqual([customer.tenantId]);
  expect((await pageCustomers(rival, { ...ask, sort: 'created', search: tag })).rows).toEqual([]);
});
