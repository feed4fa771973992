import {
  containing,
  countRows,
  db,
  type ListAsk,
  listPage,
  matches,
  type Order,
  type Prisma,
  queries,
  sql,
} from '@/lib/db';
import type { PageOf } from '@/lib/db/shapes';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { resellerAbove, withParent } from './read-tenant';
import type { CustomerRow, CustomerSort, Use } from './shapes';
import { useOf } from './use';

// The second key is the tenant id as text, because names are not unique.
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

/** A page of the customers whose name contains the text. */
export async function pageCustomers(
  actor: Actor,
  { sort = 'name', search, ...ask }: ListAsk<CustomerSort> & { search: string },
): Promise<PageOf<CustomerRow>> {
  demand(actor, 'tenant:read');
  return listPage(chosen(actor, search), { id: sql`c.id`, order: orders[sort] }, ask, async (ids) => {
    const [rows, uses] = await Promise.all([
      db().tenant.findMany({ where: { id: { in: ids } }, include: withParent }),
      useOf(ids),
    ]);
    return new Map(
      rows.flatMap((row) => {
        const use = uses.get(row.id);
        return use ? [[row.id, customerRow(row, use)]] : [];
      }),
    );
  });
}

export async function countCustomers(actor: Actor, search: string): Promise<number> {
  demand(actor, 'tenant:read');
  return countRows(chosen(actor, search));
}

function chosen(actor: Actor, search: string) {
  // The customer of a customer's own row is itself.
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
