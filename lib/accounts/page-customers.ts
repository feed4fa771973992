import { db, holding, keysetIds, type Order, pool } from '@/lib/db';
import type { PageAsk, PageOf } from '@/lib/db/shapes';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { customerRow, customerShown } from './customers';
import { useOf } from './limits';
import type { CustomerRow, CustomerSort } from './shapes';

// Tenant ids in text order are a second key that is unique; names are not.
const unique = 'c.id::text';
const orders = {
  name: { key: 'lower(c.name)', type: 'text', unique },
  reseller: { key: `COALESCE(lower(p.name), '')`, type: 'text', unique },
  domains: { key: '(SELECT count(*) FROM "Domain" d WHERE d."customerId" = c.id)', type: 'bigint', unique },
  mailboxes: { key: '(SELECT count(*) FROM "Mailbox" m WHERE m."customerId" = c.id)', type: 'bigint', unique },
  created: { key: 'c."createdAt"', type: 'timestamptz', unique },
} satisfies Record<CustomerSort, Order>;

/** One page of the customers whose name holds the text. */
export async function pageCustomers(
  actor: Actor,
  ask: Omit<PageAsk, 'sort'> & { sort: CustomerSort; search: string; take?: number },
): Promise<PageOf<CustomerRow>> {
  demand(actor, 'tenant:read');
  const { from, conditions, values } = question(actor, ask.search);
  const order = orders[ask.sort];
  const page = await keysetIds(pool(), { from, id: 'c.id', conditions, values, order }, ask, ask.take ?? 100);
  if (!page) throw new Refusal('invalid', { field: 'at' });
  const [rows, uses] = await Promise.all([
    db().tenant.findMany({ where: { id: { in: page.ids } }, include: customerShown }),
    useOf(page.ids),
  ]);
  const byId = new Map(
    rows.flatMap((row) => {
      const use = uses.get(row.id);
      return use ? [[row.id, customerRow(row, use)]] : [];
    }),
  );
  return { rows: page.ids.flatMap((id) => byId.get(id) ?? []), before: page.before, after: page.after };
}

export async function countCustomers(actor: Actor, search: string): Promise<number> {
  demand(actor, 'tenant:read');
  const { from, conditions, values } = question(actor, search);
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${from} WHERE ${conditions.join(' AND ')}`,
    values,
  );
  return rows[0]?.count ?? 0;
}

function question(actor: Actor, search: string) {
  const values: unknown[] = [];
  const conditions = [`c.kind = 'customer'`];
  for (const [column, value] of Object.entries(scope(actor)))
    conditions.push(`c."${column === 'customerId' ? 'id' : column}" = $${values.push(value)}::uuid`);
  if (search.trim()) conditions.push(`c.name ILIKE $${values.push(holding(search.trim()))}`);
  return {
    from: `"Tenant" c LEFT JOIN "Tenant" p ON p.id = c."parentId" AND p.kind = 'reseller'`,
    conditions,
    values,
  };
}
