import { matches, queries, sql } from '@/lib/db';
import { type Actor, demand, mailboxScope, scope } from '@/lib/tenancy';
import type { Figures } from './shapes';

/** The number of mailboxes and domains in the actor's scope, and their usage. */
export async function readFigures(actor: Actor): Promise<Figures> {
  demand(actor, 'mailbox:read');
  const domains = queries()
    .selectFrom('DomainDirectory as d')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(matches('d', scope(actor)));
  const nearlyFull = sql`m."quotaBytes" > 0 AND m."usedBytes" >= m."quotaBytes" * 0.9`;
  const row = await queries()
    .selectFrom('Mailbox as m')
    .where(matches('m', mailboxScope(actor)))
    .select([
      sql<number>`count(*)::int`.as('mailboxes'),
      sql<number>`count(*) FILTER (WHERE m."suspendedAt" IS NOT NULL)::int`.as('suspended'),
      sql<number>`count(*) FILTER (WHERE ${nearlyFull})::int`.as('nearlyFull'),
      sql<bigint>`coalesce(sum(m."usedBytes"), 0)::bigint`.as('usedBytes'),
      sql<bigint>`coalesce(sum(m."quotaBytes"), 0)::bigint`.as('quotaBytes'),
      sql<number>`coalesce(sum(m."usedMessages"), 0)::int`.as('messages'),
      domains.as('domains'),
    ])
    .executeTakeFirstOrThrow();
  return {
    ...row,
    domains: row.domains ?? 0,
    usedBytes: Number(row.usedBytes),
    quotaBytes: Number(row.quotaBytes),
  };
}
