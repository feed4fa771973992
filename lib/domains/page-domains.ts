import { domainToASCII } from 'node:url';
import { containing, keysetPage, matches, type Order, queries, sql } from '@/lib/db';
import type { PageAsk, PageOf } from '@/lib/db/shapes';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { domainRow, selectDomains } from './read-domains';
import type { DomainRow, DomainSort } from './shapes';

const unique = sql<string>`d.name`;

/** By name as people read it: A-labels would all stand under x. */
const orders = {
  name: { key: sql`readable_domain(d.name)`, type: 'text', unique },
  customer: { key: sql`lower(c.name)`, type: 'text', unique },
  mailboxes: {
    key: sql`(SELECT count(*) FROM "MailboxDirectory" m WHERE m."domainId" = d.id)`,
    type: 'bigint',
    unique,
  },
  state: { key: sql`(NOT d.active)`, type: 'boolean', unique },
  created: { key: sql`d."createdAt"`, type: 'timestamptz', unique },
} satisfies Record<DomainSort, Order>;

/** One page of the domains whose name, in either spelling, or whose customer holds the text. */
export async function pageDomains(
  actor: Actor,
  ask: Omit<PageAsk, 'sort'> & { sort: DomainSort; search: string; take?: number },
): Promise<PageOf<DomainRow>> {
  demand(actor, 'domain:read');
  const order = { id: sql`d.id`, order: orders[ask.sort] };
  const page = await keysetPage(chosen(actor, ask.search), order, ask, ask.take ?? 100);
  if (!page) throw new Refusal('invalid', { field: 'at' });
  const rows = await selectDomains(actor).where(sql<boolean>`d.id = ANY(${page.ids}::uuid[])`).execute();
  const byId = new Map(rows.map((row) => [row.id, domainRow(row)]));
  return { rows: page.ids.flatMap((id) => byId.get(id) ?? []), before: page.before, after: page.after };
}

export async function countDomains(actor: Actor, search: string): Promise<number> {
  demand(actor, 'domain:read');
  const { count } = await chosen(actor, search)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
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
