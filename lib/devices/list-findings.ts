import { matches, queries, sql, type Tables } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { type Finding, type FindingKind, findingDetails } from './shapes';

/** The list of findings ends here. */
const maxRows = 200;

/** Findings in the actor's scope, most severe and newest first: open ones, or also snoozed and resolved ones. */
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
