import { domainToUnicode } from 'node:url';
import { containing, db, matches, queries, sql } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { type DomainRow, domainDefaults } from './shapes';

/** The maximum number of choices. */
const maxDomains = 10_000;

/** The domains in the actor's scope, with the columns of `domainRow`. */
export function selectDomains(actor: Actor) {
  return queries()
    .selectFrom('Domain as d')
    .innerJoin('TenantDirectory as c', 'c.id', 'd.customerId')
    .select(['d.id', 'd.name', 'd.customerId', 'c.name as customerName', 'd.active', 'd.provenAt', 'd.defaults'])
    .select(['d.stoppedAt', 'd.createdAt'])
    .select(sql<number>`(SELECT count(*)::int FROM "MailboxDirectory" m WHERE m."domainId" = d.id)`.as('mailboxes'))
    .where(matches('d', scope(actor)));
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectDomains>['execute']>>[number];

export function domainRow(row: Selected): DomainRow {
  return {
    id: row.id,
    name: domainToUnicode(row.name) || row.name,
    asciiName: row.name,
    customerId: row.customerId,
    customerName: row.customerName,
    active: row.active,
    proven: row.provenAt !== null,
    stopped: row.stoppedAt !== null,
    defaults: domainDefaults.safeParse(row.defaults).data ?? null,
    mailboxes: row.mailboxes,
    createdAt: row.createdAt.toISOString(),
  };
}

export async function listDomains(actor: Actor, { search }: { search?: string } = {}): Promise<DomainRow[]> {
  demand(actor, 'domain:read');
  const all = selectDomains(actor).orderBy('d.name').limit(maxDomains);
  const rows = await (search ? all.where('d.name', 'like', containing(search.toLowerCase())) : all).execute();
  // Sorted by the U-label: A-labels would all be under x.
  return rows.map(domainRow).sort((a, b) => a.name.localeCompare(b.name));
}

/** How many domains are stopped until somebody verifies them. */
export async function countStoppedDomains(actor: Actor): Promise<number> {
  demand(actor, 'domain:read');
  return db().domain.count({ where: { stoppedAt: { not: null }, ...scope(actor) } });
}

/** Null if the actor may see no such domain. */
export async function readDomain(actor: Actor, domainId: string): Promise<DomainRow | null> {
  demand(actor, 'domain:read');
  const row = await selectDomains(actor).where('d.id', '=', domainId).executeTakeFirst();
  return row ? domainRow(row) : null;
}
