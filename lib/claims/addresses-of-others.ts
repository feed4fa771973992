import { domainOf, localPartOf } from '@/lib/addresses/values';
import { queries, runIn, sql, type Tx } from '@/lib/db';
import { Refusal } from '@/lib/errors';

interface Place {
  name?: string;
  customerId: string;
}

/**
 * Those of the addresses that would receive the mail of a person who has a role in another tenant than the domain's own:
 * whoever reads it could set that person's password anew. A catch-all (`@domain`) receives for every address of its
 * domain, and `ann` for `ann+anything`, too.
 */
export async function addressesOfOthers(
  tx: Tx,
  domains: readonly Place[],
  addresses: readonly string[],
): Promise<Set<string>> {
  const names = [...new Set(addresses.map(domainOf))];
  if (names.length === 0) return new Set();
  const customerOf = new Map(domains.map(({ name, customerId }) => [name, customerId]));
  const found = queries()
    .selectFrom('MemberDirectory as m')
    .select(['m.email', 'm.tenantId'])
    .where(sql`split_part(m.email, '@', 2)`, 'in', names);
  const members = await runIn(tx, found);
  const theirs = new Set<string>();
  for (const { email, tenantId } of members) {
    const name = domainOf(email);
    if (tenantId === customerOf.get(name)) continue;
    const [plain = ''] = localPartOf(email).split('+');
    for (const address of [email, `${plain}@${name}`, `@${name}`]) theirs.add(address);
  }
  return new Set(addresses.filter((address) => theirs.has(address)));
}

/** The same for one address, refused as `reserved`. */
export async function refuseAddressOfOthers(tx: Tx, { customerId }: Place, address: string): Promise<void> {
  const found = await addressesOfOthers(tx, [{ name: domainOf(address), customerId }], [address]);
  if (found.size > 0) throw new Refusal('reserved', { field: 'localPart', reason: 'address-of-others', name: address });
}
