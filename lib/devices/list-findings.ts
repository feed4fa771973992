import { pool } from '@/lib/db';
import { type Actor, demand, scopeSql } from '@/lib/tenancy';
import { type Finding, type FindingKind, findingDetails } from './shapes';

/** More than this is a list nobody reads to its end. */
const most = 200;

/** Findings within the actor's scope, the worst and newest first: the open ones, or also those put aside and settled. */
export async function listFindings(
  actor: Actor,
  {
    mailboxId = actor.mailboxId,
    all = false,
    take = most,
  }: { mailboxId?: string | null; all?: boolean; take?: number } = {},
): Promise<{ rows: Finding[]; open: number }> {
  demand(actor, 'session:read');
  const scoped = scopeSql(actor, 'f', 3);
  const { rows } = await pool().query<Record<string, unknown>>(
    `SELECT f.*, m.pop3, count(*) FILTER (WHERE f.state = 'open') OVER ()::int AS open
     FROM "Finding" f JOIN "Mailbox" m ON m.id = f."mailboxId"
     WHERE ($1::uuid IS NULL OR f."mailboxId" = $1::uuid) AND ${scoped.condition}
       AND ${all ? `(f.state <> 'gone' OR f."closedAt" > now() - interval '30 days')` : `f.state = 'open'`}
     ORDER BY f.state = 'open' DESC, f.severity = 'bad' DESC, f."openedAt" DESC, f.id LIMIT $2`,
    [mailboxId, Math.min(take, most), ...scoped.values],
  );
  return { rows: rows.map(toFinding), open: Number(rows[0]?.open ?? 0) };
}

function toFinding(row: Record<string, unknown>): Finding {
  const instant = (name: string) => (row[name] as Date | null)?.toISOString() ?? null;
  return {
    id: String(row.id),
    mailboxId: String(row.mailboxId),
    address: String(row.address),
    kind: row.kind as FindingKind,
    severity: row.severity === 'bad' ? 'bad' : 'warn',
    deviceIds: row.deviceIds as string[],
    details: findingDetails.parse(row.details),
    state: row.state as Finding['state'],
    openedAt: instant('openedAt') ?? '',
    lastAt: instant('lastAt') ?? '',
    snoozedUntil: instant('snoozedUntil'),
    closedAt: instant('closedAt'),
    closedBy: row.closedBy as string | null,
    note: row.note as string | null,
    pop3On: row.pop3 === true,
  };
}
