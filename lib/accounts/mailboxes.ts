import { domainToASCII } from 'node:url';
import { db, holding, keysetIds, type Order, type Prisma, pool } from '@/lib/db';
import type { PageAsk, PageOf } from '@/lib/db/shapes';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import type { MailboxCounts, MailboxRow, MailboxSort } from './shapes';

const shown = {
  domain: { select: { name: true, customer: { select: { name: true } } } },
} satisfies Prisma.MailboxInclude;

function mailboxRow(row: Omit<Prisma.MailboxGetPayload<{ include: typeof shown }>, 'passwordHash'>): MailboxRow {
  return {
    id: row.id,
    address: row.address,
    displayName: row.displayName,
    domainId: row.domainId,
    domainName: row.domain.name,
    customerName: row.domain.customer.name,
    quotaBytes: Number(row.quotaBytes),
    usedBytes: Number(row.usedBytes),
    usedMessages: row.usedMessages,
    usedAt: row.usedAt?.toISOString() ?? null,
    protocols: { imap: row.imap, pop3: row.pop3, webmail: row.webmail, submission: row.submission, sieve: row.sieve },
    mainPassword: row.mainPassword,
    pop3KeepDays: row.pop3KeepDays,
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    suspendReason: row.suspendReason,
    createdAt: row.createdAt.toISOString(),
  };
}

interface Filter {
  domainId?: string | undefined;
  search?: string | undefined;
  state?: 'active' | 'suspended' | null | undefined;
}

type MailboxPlace = Partial<Pick<PageAsk, 'desc' | 'at' | 'back'>> & { sort?: MailboxSort; take?: number };

/** What a list can be ordered by; each walks an index of migration 0010. */
const orders = {
  address: { key: 'm.address', type: 'text', unique: 'm.address' },
  name: { key: 'lower(m."displayName")', type: 'text', unique: 'm.address' },
  storage: { key: 'm."usedBytes"', type: 'bigint', unique: 'm.address' },
  state: { key: '(m."suspendedAt" IS NOT NULL)', type: 'boolean', unique: 'm.address' },
  created: { key: 'm."createdAt"', type: 'timestamptz', unique: 'm.address' },
} satisfies Record<MailboxSort, Order>;

/** The conditions of a filter within the actor's scope, as SQL: an index is found by its very words. */
function where(actor: Actor, { domainId, search, state }: Filter): { conditions: string[]; values: unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  for (const [column, value] of Object.entries(mailboxScope(actor)))
    conditions.push(`m."${column}" = ${put(value)}::uuid`);
  if (domainId) conditions.push(`m."domainId" = ${put(domainId)}::uuid`);
  if (state) conditions.push(`(m."suspendedAt" IS NOT NULL) = ${state === 'suspended'}`);
  if (search?.trim()) {
    const like = spellings(search).map((text) => `m.address LIKE ${put(holding(text))}`);
    like.push(`m."displayName" ILIKE ${put(holding(search.trim()))}`);
    conditions.push(`(${like.join(' OR ')})`);
  }
  return { conditions, values };
}

/** What was typed, and the same with the domain as the database has it: people type their own script. */
function spellings(search: string): string[] {
  const text = search.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  const ascii = domainToASCII(text.slice(at + 1));
  return ascii && ascii !== text.slice(at + 1) ? [text, text.slice(0, at + 1) + ascii] : [text];
}

/** One page, by keyset: page 1,000 costs what the first does. */
export async function listMailboxes(
  actor: Actor,
  { sort, desc = false, at = null, back = false, take = 100, ...filter }: Filter & MailboxPlace = {},
): Promise<PageOf<MailboxRow>> {
  demand(actor, 'mailbox:read');
  const order = orders[sort ?? 'address'];
  const question = { from: '"Mailbox" m', id: 'm.id', order, ...where(actor, filter) };
  const page = await keysetIds(pool(), question, { desc, at, back }, Math.min(take, 1000));
  if (!page) throw new Refusal('invalid', { field: 'at' });
  const rows = await db().mailbox.findMany({
    where: { AND: [{ id: { in: page.ids } }, mailboxScope(actor)] },
    include: shown,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    rows: page.ids.flatMap((id) => byId.get(id) ?? []).map(mailboxRow),
    before: page.before,
    after: page.after,
  };
}

/** How many there are of each state, by the same filter. */
export async function countMailboxes(actor: Actor, { domainId, search }: Filter = {}): Promise<MailboxCounts> {
  demand(actor, 'mailbox:read');
  const { conditions, values } = where(actor, { domainId, search });
  const { rows } = await pool().query<{ total: number; suspended: number }>(
    `SELECT count(*)::int AS total, count(m."suspendedAt")::int AS suspended FROM "Mailbox" m
     WHERE ${conditions.join(' AND ') || 'true'}`,
    values,
  );
  const { total = 0, suspended = 0 } = rows[0] ?? {};
  return { total, suspended, active: total - suspended };
}

/** Null when there is none that the actor may see. An owner sees their own. */
export async function readMailbox(actor: Actor, mailboxId: string): Promise<MailboxRow | null> {
  const row = await db().mailbox.findFirst({
    where: { AND: [{ id: mailboxId }, mailboxScope(actor)] },
    include: shown,
  });
  return row && mailboxRow(row);
}
