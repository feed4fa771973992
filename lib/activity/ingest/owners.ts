import { type Queries, sql } from '@/lib/db';
import type { Owner } from './draft';

/** The mailboxes with these addresses in lower case. */
export async function ownersOf(inside: Queries, addresses: string[]): Promise<Map<string, Owner>> {
  const wanted = [...new Set(addresses.map((address) => address.toLowerCase()))];
  if (wanted.length === 0) return new Map();
  const rows = await inside
    .selectFrom('MailboxDirectory')
    .select(['address', 'id as mailboxId', 'domainId', 'customerId', 'resellerId'])
    .where('address', '=', sql<string>`ANY(${wanted})`)
    .execute();
  return new Map(rows.map(({ address, ...owner }) => [address, owner]));
}
