import { domainToASCII } from 'node:url';
import { containing, countRows, type ListAsk, listPage, matches, type Order, queries, sql } from '@/lib/db';
import type { PageOf } from '@/lib/db/shapes';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { domainRow, selectDomains } from './read-domains';
import type { DomainRow, DomainSort } from './shapes';

const unique = sql<string>`d.name`;

/** Sorted by the U-label: A-labels would all be under x. */
const orders = {
  name: { key: sql`readable_domain(d.name)`, type: 'text', unique },
  customer: { key: sql`lower(c.name)`, type: 'text', unique },
  mailboxes: {
    key: sql`(SELECT count(*) FROM "MailboxDirectory" m WHERE m."domainId" = d.id)`,
    type: 'bigint',
    unique,
  },
  state: {
    key: sql`(CASE WHEN NOT d.active THEN 2 WHEN d."provenAt" IS NULL THEN 1 ELSE 0 END)::bigint`,
    type: 'bigint',
    unique,
  },
  created: { key: sql`d."createdAt"`, type: 'timestamptz', unique },
} satisfies Record<DomainSort, Order>;

/** A page of the domains whose name, in either form, or whose customer contains the text. */
export async function pageDomains(
  actor: Actor,
  { sort = 'name', search, ...ask }: ListAsk<DomainSort> & { search: string },
): Promise<PageOf<DomainRow>> {
  demand(actor, 'domain:read');
  return listPage(chosen(actor, search), { id: sql`d.id`, order: orders[sort] }, ask, async (ids) => {
    const rows = await selectDomains(actor).where(sql<boolean>`d.id = ANY(${ids}::uuid[])`).execute();
    return new Map(rows.map((row) => [row.id, domainRow(row)]));
  });
}

export async function countDomains(actor: Actor, search: string): Promise<number> {
  demand(actor, 'domain:read');
  return countRows(chosen(actor, search));
}

function chosen(actor: Actor, search: string) {
  const query = queries()
    .selectFrom('Domain as d')
    .innerJoin('TenantDirectory as c', 'c.id', 'd.customerId')
    .where(matches('d', scope(actor)));
  const text = search.trim().toLowerCase();
  if (!text) return query;
  const typed = containing(text);
  return query.where(({ or, eb }) =>
    or([
      eb('d.name', 'like', typed),
      eb('d.name', 'like', containing(domainToASCII(text) || text)),
      sql<boolean>`readable_domain(d.name) LIKE ${typed}`,
      eb('c.name', 'ilike', typed),
    ]),
  );
}
