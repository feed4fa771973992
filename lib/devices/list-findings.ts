import { matches, queries, sql, type Tables } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { type Finding, type FindingKind, findingDetails } from './shapes';

/** More than this is a list nobody reads to its end. */
const maxRows = 200;

/** Findings within the actor's scope, the worst and newest first: the open ones, or also those put aside and settled. */
export async function listFindings(
  actor: Actor,
  {
    mailboxId = actor.mailboxId,
    all = false,
    take = maxRows,
  }: { mailboxId?: string | null; all?: boolean; take?: number } = {},
): Promise<{ rows: Finding[]; open: number }> {
  demand(actor, 'session:read');
  let query = queries()
    .selectFrom('Finding as f')
    .innerJoin('MailboxDirectory as m', 'm.id', 'f.mailboxId')
    .selectAll('f')
    .select(['m.protocols', sql<number>`count(*) FILTER (WHERE f.state = 'open') OVER ()::int`.as('open')])
    .where(matches('f', scope(actor)));
  if (mailboxId) query = query.where('f.mailboxId', '=', mailboxId);
  query = all
    ? query.where(({ or, eb }) =>
        or([eb('f.state', '<>', 'gone'), sql<boolean>`f."closedAt" > now() - interval '30 days'`]),
      )
    : query.where('f.state', '=', 'open');
  const rows = await query
    .orderBy(sql`f.state = 'open'`, 'desc')
    .orderBy(sql`f.severity = 'bad'`, 'desc')
    .orderBy('f.openedAt', 'desc')
    .orderBy('f.id')
    .limit(Math.min(take, maxRows))
    .execute();
  return { rows: rows.map(toFinding), open: rows[0]?.open ?? 0 };
}

function toFinding(row: Tables['Finding'] & Pick<Tables['MailboxDirectory'], 'protocols'>): Finding {
  const { id, mailboxId, address, kind, severity, deviceIds, details, state, closedBy, note, protocols } = row;
  return {
    id,
    mailboxId,
    address,
    kind: kind as FindingKind,
    severity: severity === 'bad' ? 'bad' : 'warn',
    deviceIds,
    details: findingDetails.parse(details),
    state: state as Finding['state'],
    openedAt: row.openedAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    closedBy,
    note,
    pop3On: protocols.includes('pop3'),
  };
}
