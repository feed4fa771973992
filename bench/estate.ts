import { randomUUID } from 'node:crypto';
import { db, pool } from '@/lib/db';
import { hashPassword } from '@/lib/passwords';
import type { Actor } from '@/lib/tenancy';

/** Creates a reseller with 100 customers, 1,000 domains and the given number of mailboxes. */
export type Estate = Awaited<ReturnType<typeof makeEstate>>;

export async function makeEstate(count: number, password: string | null = null) {
  const tag = randomUUID().slice(0, 8);
  const domains = 1000;
  const { id: resellerId } = await db().tenant.create({ data: { kind: 'reseller', name: `Bench ${tag}` } });
  await db().tenant.update({ where: { id: resellerId }, data: { resellerId } });
  const passwordHash = password ?? (await hashPassword(randomUUID()));
  const start = Date.now();
  await pool().query(
    `INSERT INTO "Tenant" (id, kind, name, "resellerId", "parentId")
     SELECT gen_random_uuid(), 'customer', 'Customer ' || i || ' ${tag}', $1, $1 FROM generate_series(1, 100) i`,
    [resellerId],
  );
  await pool().query(
    `WITH c AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM "Tenant" WHERE "parentId" = $1)
     INSERT INTO "Domain" (id, name, "customerId", "resellerId")
     SELECT gen_random_uuid(), 'd' || i || '-${tag}.example', c.id, $1 FROM generate_series(1, $2::int) i JOIN c ON c.n = i % 100`,
    [resellerId, domains],
  );
  await pool().query(
    `WITH d AS (SELECT id, name, "customerId", row_number() OVER (ORDER BY id) - 1 AS n FROM "Domain" WHERE "resellerId" = $1)
     INSERT INTO "Mailbox" (id, "domainId", "customerId", "resellerId", "localPart", address, "displayName", "passwordHash",
       "quotaBytes", "usedBytes", "usedMessages", "usedAt", "suspendedAt", "createdAt")
     SELECT gen_random_uuid(), d.id, d."customerId", $1, p.part, p.part || '@' || d.name,
       initcap(p.first) || ' ' || initcap(p.family), $3, 5000000000, (random() * 5e9)::bigint, (random() * 20000)::int, now(),
       CASE WHEN i % 50 = 0 THEN now() END, now() - random() * interval '1000 days'
     FROM generate_series(1, $2::int) i
     JOIN LATERAL (SELECT (ARRAY['anna','ben','clara','david','emma','felix','greta','hugo','ida','jonas','klara','leon'])[1 + i % 12] AS first,
       (ARRAY['berger','huber','gruber','wagner','pichler','moser','mayer','hofer','leitner','fuchs','eder'])[1 + i % 11] AS family) f ON true
     JOIN LATERAL (SELECT f.first || '.' || f.family || i AS part, f.first, f.family) p ON true
     JOIN d ON d.n = i % $4::int`,
    [resellerId, count, passwordHash, domains],
  );
  await pool()
    .query('VACUUM ANALYZE "Mailbox"')
    .catch(() => {});
  console.log(`${count} mailboxes created within ${((Date.now() - start) / 1000).toFixed(1)} s`);
  const reseller: Actor = {
    kind: 'person',
    id: randomUUID(),
    name: `Bench ${tag}`,
    role: 'reseller',
    tenantName: tag,
    ip: '127.0.0.1',
    tenantId: resellerId,
    resellerId,
    customerId: null,
    mailboxId: null,
    signInId: null,
  };
  return { tag, resellerId, reseller, domains, count, rare: `huber${Math.floor(count / 2)}` };
}

/** Removes everything that was created. */
export async function clearEstate({ resellerId }: Pick<Estate, 'resellerId'>): Promise<void> {
  for (const table of ['MailboxImport', 'RemovedMailbox', 'Mailbox', 'Domain'])
    await pool().query(`DELETE FROM "${table}" WHERE "resellerId" = $1`, [resellerId]);
  await pool().query('DELETE FROM "Tenant" WHERE "parentId" = $1', [resellerId]);
  await pool().query('DELETE FROM "Tenant" WHERE id = $1', [resellerId]);
}
