import { db, type Prisma } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { EndingLine, EndingRow } from './shapes';

/** Receipts on the page of receipts; older ones are found by their link. */
const most = 200;

/** Receipts of endings, the newest first. */
export async function listEndings(actor: Actor): Promise<EndingRow[]> {
  demand(actor, 'session:read');
  const rows = await db().sessionEnding.findMany({ where: scope(actor), orderBy: { startedAt: 'desc' }, take: most });
  return rows.map(toRow);
}

export async function readEnding(actor: Actor, endingId: string): Promise<{ ending: EndingRow; lines: EndingLine[] }> {
  demand(actor, 'session:read');
  const row = await db().sessionEnding.findFirst({
    where: { id: endingId, ...scope(actor) },
    include: { lines: { orderBy: { number: 'asc' } } },
  });
  if (!row) throw new Refusal('not-found');
  return { ending: toRow(row), lines: row.lines.map(toLine) };
}

function toRow(row: Prisma.SessionEndingGetPayload<object>): EndingRow {
  const { id, kind, label, total, done, ended, back, byName } = row;
  return {
    ...{ id, kind, label, total, done, ended, back, byName },
    barred: row.barred as unknown as EndingRow['barred'],
    startedAt: row.startedAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function toLine(line: Prisma.SessionEndingLineGetPayload<object>): EndingLine {
  const { number, node, address, protocol, remoteIp, clientName, clientVersion, credential, credentialLabel } = line;
  return {
    ...{ number, node, address, protocol, remoteIp, clientName, clientVersion, credential, credentialLabel },
    sessionId: line.sessionId === null ? null : String(line.sessionId),
    startedAt: line.startedAt?.toISOString() ?? null,
    endedAt: line.endedAt?.toISOString() ?? null,
    outcome: line.outcome,
  };
}
