import { db, type Prisma } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { DisconnectReceipt, ReceiptLine } from '../shapes';
import { isWatched, readReturns } from './returns';

/** Receipts on the page. Older ones can be opened by their link. */
const maxRows = 200;

/** Receipts of disconnects, newest first. */
export async function listReceipts(actor: Actor): Promise<DisconnectReceipt[]> {
  demand(actor, 'session:read');
  const rows = await db().disconnect.findMany({ where: scope(actor), orderBy: { startedAt: 'desc' }, take: maxRows });
  return rows.map(toReceipt);
}

export async function readReceipt(
  actor: Actor,
  disconnectId: string,
): Promise<{ receipt: DisconnectReceipt; lines: ReceiptLine[] }> {
  demand(actor, 'session:read');
  const row = await db().disconnect.findFirst({
    where: { id: disconnectId, ...scope(actor) },
    include: { lines: { orderBy: { number: 'asc' } } },
  });
  if (!row) throw new Refusal('not-found');
  const returns = await readReturns(actor, row);
  return {
    receipt: toReceipt(row),
    lines: row.lines.map((line) => ({ ...toLine(line), back: returns.get(line.number) ?? null })),
  };
}

function toReceipt(row: Prisma.DisconnectGetPayload<object>): DisconnectReceipt {
  const { id, kind, label, total, done, disconnected, returned, byName } = row;
  return {
    id,
    kind,
    label,
    total,
    done,
    disconnected,
    returned,
    byName,
    revoked: row.revoked as DisconnectReceipt['revoked'],
    startedAt: row.startedAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    watched: isWatched(row.startedAt),
  };
}

function toLine(line: Prisma.DisconnectLineGetPayload<object>): Omit<ReceiptLine, 'back'> {
  const { number, node, address, protocol, remoteIp, clientName, clientVersion, credential, credentialLabel } = line;
  return {
    number,
    node,
    address,
    protocol,
    remoteIp,
    clientName,
    clientVersion,
    credential,
    credentialLabel,
    sessionId: line.sessionId === null ? null : String(line.sessionId),
    startedAt: line.startedAt?.toISOString() ?? null,
    endedAt: line.endedAt?.toISOString() ?? null,
    outcome: line.outcome,
  };
}
