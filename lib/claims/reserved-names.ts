import { config } from '@/lib/config';
import { lockUntilCommit, matches, queries, runIn, sql, type Tx } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, scope, tenantScope } from '@/lib/tenancy';
import type { Role } from '@/lib/tenancy/shapes';
import { nameAndParents, related } from './related-names';

/** The roles above each role. */
const above = {
  system: [],
  staff_admin: [],
  staff_auditor: ['staff_admin'],
  reseller: ['staff_admin', 'staff_auditor'],
  customer_admin: ['staff_admin', 'staff_auditor', 'reseller'],
  owner: ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin'],
} as const satisfies Record<Actor['role'], readonly Role[]>;

/**
 * Refuses a domain that is not the actor's to claim, as `reserved`, whatever the host asks for as proof: the host's own
 * names, names that contain or lie inside a domain of another tenant, and those that a person of higher standing signs in
 * with. The answer does not say which. Staff speak for the host, and only its mail server's name is closed to them: with
 * it as a domain, the host's bounces would reach a customer.
 */
export async function refuseReservedName(tx: Tx, actor: Actor, name: string): Promise<void> {
  const reserved = new Refusal('reserved', { field: 'name', name });
  const { MILEPOST_MAIL_HOST: mailHost, MILEPOST_URL } = config();
  if (name === mailHost) throw reserved;
  if (actor.role === 'staff_admin' || actor.role === 'system') return;
  const ours = [mailHost, new URL(MILEPOST_URL).hostname].filter((host) => host.includes('.'));
  if (ours.some((host) => related(host, name))) throw reserved;
  // Two claims to names that contain one another, at the same instant, come one after the other.
  await lockUntilCommit(tx, 'milepost.claims', nameAndParents(name).at(-1) ?? name);
  if (await isOfAnotherTenant(tx, actor, name)) throw reserved;
  if (await isOfHigherStanding(tx, actor, name)) throw reserved;
}

/** Only proven domains count: a claim alone keeps nobody from what is theirs. */
async function isOfAnotherTenant(tx: Tx, actor: Actor, name: string): Promise<boolean> {
  const found = queries()
    .selectFrom('DomainDirectory as d')
    .select('d.id')
    .where('d.provenAt', 'is not', null)
    .where('d.name', '<>', name)
    .where(relatedTo(sql.ref('d.name'), name))
    .where(sql<boolean>`${matches('d', scope(actor))} IS NOT TRUE`)
    .limit(1);
  return (await runIn(tx, found)).length > 0;
}

async function isOfHigherStanding(tx: Tx, actor: Actor, name: string): Promise<boolean> {
  const found = queries()
    .selectFrom('MemberDirectory as m')
    .innerJoin('TenantDirectory as t', 't.id', 'm.tenantId')
    .select('m.id')
    .where('m.role', 'in', [...above[actor.role]])
    .where('m.personId', '<>', actor.id)
    .where(relatedTo(sql`split_part(m.email, '@', 2)`, name))
    .where(sql<boolean>`${matches('t', tenantScope(actor))} IS NOT TRUE`)
    .limit(1);
  return (await runIn(tx, found)).length > 0;
}

/** Whether the domain in a column is `name`, above it or inside it. */
function relatedTo(column: ReturnType<typeof sql>, name: string) {
  return sql<boolean>`(${column} = ANY (${nameAndParents(name)}) OR right(${column}, ${name.length + 1}) = ${`.${name}`})`;
}
