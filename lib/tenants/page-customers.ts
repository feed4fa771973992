import { containing, db, keysetPage, matches, type Order, type Prisma, queries, sql } from '@/lib/db';
import type { PageAsk, PageOf } from '@/lib/db/shapes';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { resellerAbove, withParent } from './read-tenant';
import type { CustomerRow, CustomerSort, Use } from './shapes';
import { useOf } from './use';

// Tenant ids in text order are a second key that is unique; names are not.
const unique = sql<string>`c.id::text`;
const orders = {
  name: { key: sql`lower(c.name)`, type: 'text', unique },
  reseller: { key: sql`COALESCE(lower(p.name), '')`, type: 'text', unique },
  domains: { key: sql`(SELECT count(*) FROM "DomainDirectory" d WHERE d."customerId" = c.id)`, type: 'bigint', unique },
  mailboxes: {
    key: sql`(SELECT count(*) FROM "MailboxDirectory" m WHERE m."customerId" = c.id)`,
    type: 'bigint',
    unique,
  },
  created: { key: sql`c."createdAt"`, type: 'timestamptz', unique },
} satisfies Record<CustomerSort, Order>;

/** One page of the customers whose name holds the text. */
export async function pageCustomers(
  actor: Actor,
  ask: Omit<PageAsk, 'sort'> & { sort: CustomerSort; search: string; take?: number },
): Promise<PageOf<CustomerRow>> {
  demand(actor, 'tenant:read');
  const order = { id: sql`c.id`, order: orders[ask.sort] };
  const page = await keysetPage(chosen(actor, ask.search), order, ask, ask.take ?? 100);
  if (!page) throw new Refusal('invalid', { field: 'at' });
  const [rows, uses] = await Promise.all([
    db().tenant.findMany({ where: { id: { in: page.ids } }, include: withParent }),
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
  const { count } = await chosen(actor, search)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function chosen(actor: Actor, search: string) {
  // A customer's own row is its customer.
  const { customerId, ...above } = scope(actor);
  const query = queries()
    .selectFrom('Tenant as c')
    .leftJoin('Tenant as p', (join) => join.onRef('p.id', '=', 'c.parentId').on('p.kind', '=', 'reseller'))
    .where('c.kind', '=', 'customer')
    .where(matches('c', customerId ? { id: customerId } : above));
  return search.trim() ? query.where('c.name', 'ilike', containing(search.trim())) : query;
}

function customerRow(row: Prisma.TenantGetPayload<{ include: typeof withParent }>, use: Use): CustomerRow {
  const reseller = resellerAbove(row);
  return {
    id: row.id,
    name: row.name,
    resellerId: reseller?.id ?? null,
    resellerName: reseller?.name ?? null,
    use,
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
