import { localPartOf } from '@/lib/addresses/values';
import { db } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';

/**
 * RFC 5321, 4.5.1 requires postmaster, RFC 2142 abuse. Other hosts send complaints there before they refuse the mail of
 * a domain.
 */
const roles = ['postmaster', 'abuse'];

/** The role addresses that have no mailbox or alias in this domain. */
export async function unansweredRoles(actor: Actor, domainId: string): Promise<string[]> {
  demand(actor, 'domain:read');
  const domain = await db().domainDirectory.findFirst({
    where: { id: domainId, ...scope(actor) },
    select: { name: true },
  });
  if (!domain) return [];
  const wanted = roles.map((role) => `${role}@${domain.name}`);
  const [mailboxes, aliases] = await Promise.all([
    db().mailboxDirectory.findMany({ where: { address: { in: wanted } }, select: { address: true } }),
    db().alias.findMany({ where: { source: { in: wanted } }, select: { source: true } }),
  ]);
  const answered = new Set([...mailboxes.map(({ address }) => address), ...aliases.map(({ source }) => source)]);
  return wanted.filter((address) => !answered.has(address)).map(localPartOf);
}
