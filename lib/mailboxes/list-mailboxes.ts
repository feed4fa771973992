import { domainToASCII } from 'node:url';
import { containing, type ListAsk, listPage, matches, type Order, queries, sql } from '@/lib/db';
import type { PageOf } from '@/lib/db/shapes';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { mailboxRow, selectMailboxes } from './read-mailbox';
import type { MailboxCounts, MailboxRow, MailboxSort } from './shapes';

interface Filter {
  domainId?: string | undefined;
  search?: string | undefined;
  state?: 'active' | 'suspended' | null | undefined;
}

const unique = sql<string>`m.address`;

/**
 * The sort orders of the list. Each has an index, on columns (prisma/schema/mailbox.prisma) or on its expression
 * (migration 0006).
 */
const orders = {
  address: { key: sql`m.address`, type: 'text', unique },
  name: { key: sql`lower(m."displayName")`, type: 'text', unique },
  storage: { key: sql`m."usedBytes"`, type: 'bigint', unique },
  state: { key: sql`(m."suspendedAt" IS NOT NULL)`, type: 'boolean', unique },
  created: { key: sql`m."createdAt"`, type: 'timestamptz', unique },
} satisfies Record<MailboxSort, Order>;

/** The mailboxes in the actor's scope that match a filter. An index is only used by the same expression. */
function chosen(actor: Actor, { domainId, search, state }: Filter) {
  let query = queries()
    .selectFrom('Mailbox as m')
    .where(matches('m', mailboxScope(actor)));
  if (domainId) query = query.where('m.domainId', '=', domainId);
  if (state === 'suspended') query = query.where(sql<boolean>`(m."suspendedAt" IS NOT NULL) = true`);
  if (state === 'active') query = query.where(sql<boolean>`(m."suspendedAt" IS NOT NULL) = false`);
  const text = search?.trim();
  if (!text) return query;
  return query.where(({ or, eb }) =>
    or([
      ...spellings(text).map((spelling) => eb('m.address', 'like', containing(spelling))),
      eb('m.displayName', 'ilike', containing(text)),
    ]),
  );
}

/** The search text, and the same with its domain in A-labels. */
function spellings(search: string): string[] {
  const text = search.toLowerCase();
  const at = text.lastIndexOf('@');
  const ascii = domainToASCII(text.slice(at + 1));
  return ascii && ascii !== text.slice(at + 1) ? [text, text.slice(0, at + 1) + ascii] : [text];
}

/** A page by keyset, so that all pages have the same cost. */
export async function listMailboxes(
  actor: Actor,
  { sort = 'address', desc, at, back, take, ...filter }: Filter & ListAsk<MailboxSort> = {},
): Promise<PageOf<MailboxRow>> {
  demand(actor, 'mailbox:read');
  const place = { desc, at, back, take };
  return listPage(chosen(actor, filter), { id: sql`m.id`, order: orders[sort] }, place, async (ids) => {
    const rows = await selectMailboxes(actor).where(sql<boolean>`m.id = ANY(${ids}::uuid[])`).execute();
    return new Map(rows.map((row) => [row.id, mailboxRow(row)]));
  });
}

/** The number of mailboxes in each state, with the same filter. */
export async function countMailboxes(actor: Actor, { domainId, search }: Filter = {}): Promise<MailboxCounts> {
  demand(actor, 'mailbox:read');
  const { total, suspended } = await chosen(actor, { domainId, search })
    .select([sql<number>`count(*)::int`.as('total'), sql<number>`count(m."suspendedAt")::int`.as('suspended')])
    .executeTakeFirstOrThrow();
  return { total, suspended, active: total - suspended };
}
