import { queries, sql } from '@/lib/db';
import type { Actor } from '@/lib/tenancy';
import type { Use } from './shapes';

/** The allocation of tenants, and their limits. A reseller's limit per customer applies to the customer. */
export async function useOf(tenantIds: string[]): Promise<Map<string, Use>> {
  if (tenantIds.length === 0) return new Map();
  const rows = await queries()
    .selectFrom('Tenant as t')
    .leftJoin('Tenant as p', (join) => join.onRef('p.id', '=', 't.resellerId').onRef('p.id', '<>', 't.id'))
    .innerJoinLateral(
      (inner) =>
        inner
          .selectFrom('DomainDirectory as d')
          .select(({ fn }) => fn.countAll().as('domains'))
          .where(ofTenant('d'))
          .as('x'),
      (join) => join.onTrue(),
    )
    .innerJoinLateral(
      (inner) =>
        inner
          .selectFrom('MailboxDirectory as m')
          .select(({ fn }) => fn.countAll().as('mailboxes'))
          .select(sql<bigint>`COALESCE(sum(m."quotaBytes"), 0)::bigint`.as('bytes'))
          .where(ofTenant('m'))
          .as('y'),
      (join) => join.onTrue(),
    )
    .select(['t.id', 'x.domains', 'y.mailboxes', 'y.bytes'])
    .select(({ fn }) => [
      fn<number | null>('least', ['t.maxDomains', 'p.customerMaxDomains']).as('maxDomains'),
      fn<number | null>('least', ['t.maxMailboxes', 'p.customerMaxMailboxes']).as('maxMailboxes'),
      fn<bigint | null>('least', ['t.maxBytes', 'p.customerMaxBytes']).as('maxBytes'),
    ])
    .where(sql<boolean>`t.id = ANY(${tenantIds}::uuid[])`)
    .execute();
  const number = (value: bigint | number | null) => (value === null ? null : Number(value));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        domains: { used: Number(row.domains), limit: number(row.maxDomains) },
        mailboxes: { used: Number(row.mailboxes), limit: number(row.maxMailboxes) },
        bytes: { used: Number(row.bytes), limit: number(row.maxBytes) },
      },
    ]),
  );
}

/** The rows of `alias` that belong to the tenant `t`, or to one of its customers. */
function ofTenant(alias: 'd' | 'm') {
  const customerId = sql.ref(`${alias}.customerId`);
  const resellerId = sql.ref(`${alias}.resellerId`);
  return sql<boolean>`((t.kind = 'reseller' AND ${resellerId} = t.id) OR ${customerId} = t.id)`;
}

/** The allocation and limits of the actor's own tenant. Null for staff, who have no limit, and for owners. */
export async function ownUse(actor: Actor): Promise<Use | null> {
  if (actor.role !== 'reseller' && actor.role !== 'customer_admin') return null;
  return actor.tenantId ? ((await useOf([actor.tenantId])).get(actor.tenantId) ?? null) : null;
}
