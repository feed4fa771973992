import { db, type Prisma } from '@/lib/db';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { ImportLineRow, ImportRow } from './shapes';

const shown = (row: Prisma.MailboxImportGetPayload<object>): ImportRow => ({
  id: row.id,
  fileName: row.fileName,
  by: (row.actor as { name?: string }).name ?? '',
  state: row.state as ImportRow['state'],
  creates: row.creates,
  changes: row.changes,
  same: row.same,
  bad: row.bad,
  done: row.done,
  failed: row.failed,
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  taken: row.takenAt !== null,
});

/** Newest first. */
export async function listImports(actor: Actor): Promise<ImportRow[]> {
  demand(actor, 'mailbox:write');
  const rows = await db().mailboxImport.findMany({
    where: { ...scope(actor), state: { not: 'checking' } },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  return rows.map(shown);
}

/** Null if the actor may see no such import. */
export async function readImport(actor: Actor, id: string): Promise<ImportRow | null> {
  demand(actor, 'mailbox:write');
  const row = await db().mailboxImport.findFirst({ where: { id, ...scope(actor), state: { not: 'checking' } } });
  return row && shown(row);
}

/** The lines of one kind in the order of the file; `after` is the last line of the previous page. */
export async function listImportLines(
  actor: Actor,
  {
    importId,
    kind,
    after = 0,
    take = 200,
  }: { importId: string; kind: ImportLineRow['kind']; after?: number; take?: number },
): Promise<ImportLineRow[]> {
  demand(actor, 'mailbox:write');
  const rows = await db().mailboxImportLine.findMany({
    where: {
      import: { id: importId, ...scope(actor) },
      line: { gt: after },
      ...(kind === 'failed' ? { state: 'failed' } : kind === 'warning' ? { warning: { not: null } } : { act: kind }),
    },
    orderBy: { line: 'asc' },
    take,
    omit: { secret: true },
  });
  return rows.map((row) => ({
    line: row.line,
    address: row.address,
    kind,
    problem: row.problem,
    details: (row.details ?? {}) as ImportLineRow['details'],
    warning: row.warning,
  }));
}
