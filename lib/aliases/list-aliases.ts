import { db } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { AliasRow } from './shapes';

export async function listAliases(actor: Actor, domainId: string): Promise<AliasRow[]> {
  demand(actor, 'mailbox:read');
  const rows = await db().alias.findMany({
    where: { domainId, ...scope(actor) },
    orderBy: [{ source: 'asc' }, { destination: 'asc' }],
    take: 5000,
  });
  return rows.map(({ id, source, destination, createdAt }) => ({
    id,
    source,
    destination,
    createdAt: createdAt.toISOString(),
  }));
}
