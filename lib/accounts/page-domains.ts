import { domainToASCII } from 'node:url';
import { db, holding, keysetIds, type Order, pool } from '@/lib/db';
import type { PageAsk, PageOf } from '@/lib/db/shapes';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import { domainRow, domainShown } from './domains';
import type { DomainRow, DomainSort } from './shapes';

const mailboxes = '(SELECT count(*) FROM "Mailbox" m WHERE m."domainId" = d.id)';

/** By name as people read it: A-labels would all stand under x. */
const orders = {
  name: { key: 'readable_domain(d.name)', type: 'text', unique: 'd.name' },
  customer: { key: 'lower(c.name)', type: 'text', unique: 'd.name' },
  mailboxes: { key: mailboxes, type: 'bigint', unique: 'd.name' },
  state: { key: '(NOT d.active)', type: 'boolean', unique: 'd.name' },
  created: { key: 'd."createdAt"', type: 'timestamptz', unique: 'd.name' },
} satisfies Record<DomainSort, Order>;

/** One page of the domains whose name, in either spelling, or whose customer holds the text. */
export async function pageDomains(
  actor: Actor,
  ask: Omit<PageAsk, 'sort'> & { sort: DomainSort; search: string; take?: number },
): Promise<PageOf<DomainRow>> {
  demand(actor, 'domain:read');
  const { from, conditions, values } = question(actor, ask.search);
  const order = orders[ask.sort];
  const page = await keysetIds(pool(), { from, id: 'd.id', conditions, values, order }, ask, ask.take ?? 100);
  if (!page) throw new Refusal('invalid', { field: 'at' });
  const rows = await db().domain.findMany({ where: { id: { in: page.ids } }, include: domainShown });
  const byId = new Map(rows.map((row) => [row.id, domainRow(row)]));
  return { rows: page.ids.flatMap((id) => byId.get(id) ?? []), before: page.before, after: page.after };
}

export async function countDomains(actor: Actor, search: string): Promise<number> {
  demand(actor, 'domain:read');
  const { from, conditions, values } = question(actor, search);
  const { rows } = await pool().query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${from} WHERE ${conditions.join(' AND ')}`,
    values,
  );
  return rows[0]?.count ?? 0;
}

function question(actor: Actor, search: string) {
  const { condition, values: own } = scopeSql(actor, 'd', 1);
  const values: unknown[] = [...own];
  const conditions = [condition];
  const text = search.trim().toLowerCase();
  if (text) {
    const typed = `$${values.push(holding(text))}`;
    const ascii = `$${values.push(holding(domainToASCII(text) || text))}`;
    conditions.push(
      `(d.name LIKE ${typed} OR d.name LIKE ${ascii} OR readable_domain(d.name) LIKE ${typed} OR c.name ILIKE ${typed})`,
    );
  }
  return { from: '"Domain" d JOIN "Tenant" c ON c.id = d."customerId"', conditions, values };
}
