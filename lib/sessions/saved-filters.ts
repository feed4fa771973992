import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import type { SavedFilter } from './shapes';

/** The list of saved filters stays usable up to this number. */
const maxFilters = 50;

/** Saved filters belong to a person, not to a tenant. */
export async function listSavedFilters(actor: Actor): Promise<SavedFilter[]> {
  demand(actor, 'session:read');
  const rows = await db().savedFilter.findMany({ where: whose(actor), orderBy: { name: 'asc' }, take: maxFilters });
  return rows.map(({ id, name, query }) => ({ id, name, query }));
}

/** Replaces a filter of the same name. */
export async function saveFilter(actor: Actor, { name, query }: { name: string; query: string }): Promise<SavedFilter> {
  demand(actor, 'session:read');
  const own = whose(actor);
  const present = await db().savedFilter.findFirst({ where: { ...own, name } });
  if (!present && (await db().savedFilter.count({ where: own })) >= maxFilters)
    throw new Refusal('too-large', { most: maxFilters });
  const { id } = present
    ? await db().savedFilter.update({ where: { id: present.id }, data: { query } })
    : await db().savedFilter.create({ data: { ...own, name, query } });
  return { id, name, query };
}

export async function removeSavedFilter(actor: Actor, id: string): Promise<void> {
  demand(actor, 'session:read');
  const { count } = await db().savedFilter.deleteMany({ where: { id, ...whose(actor) } });
  if (count === 0) throw new Refusal('not-found');
}

/** The real person, not the account that they view the panel as. */
function whose(actor: Actor): { personId: string } | { mailboxId: string } {
  if (actor.viewedBy) return { personId: actor.viewedBy.id };
  return actor.kind === 'mailbox' ? { mailboxId: actor.id } : { personId: actor.id };
}
