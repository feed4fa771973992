import { record } from '@/lib/audit';
import { db, type Prisma, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { unseal } from '@/lib/vault';
import { importJobName } from './run-import';
import type { ImportLineRow, ImportRow } from './shapes';

const shown = (row: Prisma.MailboxImportGetPayload<object>): ImportRow => ({
  id: row.id,
  fileName: row.fileName,
  by: (row.actor as { name?: string }).name ?? '',
  state: row.state as ImportRow['state'],
  ...{ creates: row.creates, changes: row.changes, same: row.same, bad: row.bad, done: row.done, failed: row.failed },
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  taken: row.takenAt !== null,
});

/** The newest first. */
export async function listImports(actor: Actor): Promise<ImportRow[]> {
  demand(actor, 'mailbox:write');
  const rows = await db().mailboxImport.findMany({
    where: { ...scope(actor), state: { not: 'checking' } },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  return rows.map(shown);
}

/** Null when there is none that the actor may see. */
export async function readImport(actor: Actor, id: string): Promise<ImportRow | null> {
  demand(actor, 'mailbox:write');
  const row = await db().mailboxImport.findFirst({ where: { id, ...scope(actor), state: { not: 'checking' } } });
  return row && shown(row);
}

/** The lines of one kind in the order of the file; `after` is the line to go on behind. */
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

/** From here on the worker carries it out; every step is a line of the audit. */
export async function startImport(actor: Actor, id: string): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    const { count } = await tx.mailboxImport.updateMany({
      where: { id, ...scope(actor), state: 'ready' },
      data: { state: 'running', startedAt: new Date(), actor: JSON.parse(JSON.stringify(actor)) },
    });
    if (count === 0) throw new Refusal('not-found');
    const row = await tx.mailboxImport.findUniqueOrThrow({ where: { id } });
    await enqueue(tx, importJobName, { importId: id }, { key: `import-${id}` });
    await record(tx, actor, {
      action: 'mailbox-import.start',
      object: { type: 'mailbox-import', id, label: row.fileName },
      owner: { customerId: row.customerId, resellerId: row.resellerId },
      after: { create: row.creates, change: row.changes, leftOut: row.bad },
    });
  });
}

/** Ends after the lines that are under way; what was done stays. One that was only previewed is forgotten. */
export async function cancelImport(actor: Actor, id: string): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    const { count } = await tx.mailboxImport.updateMany({
      where: { id, ...scope(actor), state: 'running' },
      data: { state: 'cancelling' },
    });
    if (count > 0) return enqueue(tx, importJobName, { importId: id }, { key: `import-${id}` });
    const gone = await tx.mailboxImport.deleteMany({ where: { id, ...scope(actor), state: 'ready' } });
    if (gone.count === 0) throw new Refusal('not-found');
  });
}

/**
 * What became of each line. The first who asks for it, and only whoever started the import, gets the generated
 * passwords; they are wiped in the same transaction.
 */
export async function takeImportResult(
  actor: Actor,
  id: string,
): Promise<{ line: number; address: string; result: string; problem: string | null; password: string | null }[]> {
  demand(actor, 'mailbox:write');
  return transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "MailboxImport" WHERE id = ${id}::uuid FOR UPDATE`;
    const work = await tx.mailboxImport.findFirst({
      where: { id, ...scope(actor), state: { in: ['done', 'cancelled'] } },
    });
    if (!work) throw new Refusal('not-found');
    const mine = startedBy(work.actor) === startedBy(actor) && work.takenAt === null;
    const lines = await tx.mailboxImportLine.findMany({ where: { importId: id }, orderBy: { line: 'asc' } });
    if (mine) {
      await tx.mailboxImportLine.updateMany({ where: { importId: id }, data: { secret: null } });
      await tx.mailboxImport.update({ where: { id }, data: { takenAt: new Date() } });
      await record(tx, actor, {
        action: 'mailbox-import.result',
        object: { type: 'mailbox-import', id, label: work.fileName },
        owner: { customerId: work.customerId, resellerId: work.resellerId },
        after: { passwords: lines.filter(({ generated }) => generated).length },
      });
    }
    return lines.map(({ line, address, act, state, problem, secret, generated }) => ({
      line,
      address,
      result:
        act === 'bad'
          ? 'left-out'
          : act === 'same'
            ? 'unchanged'
            : state === 'waiting'
              ? 'not-done'
              : state === 'failed'
                ? 'failed'
                : act === 'create'
                  ? 'created'
                  : 'changed',
      problem,
      password: mine && generated && secret ? unseal(Buffer.from(secret).toString('utf8'), `${id}/${line}`) : null,
    }));
  });
}

/** The person at the keyboard, also where they view as somebody else. */
function startedBy(actor: unknown): string | undefined {
  const { id, viewedBy } = actor as { id?: string; viewedBy?: { id?: string } | null };
  return viewedBy?.id ?? id;
}
