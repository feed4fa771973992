import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Act, record, recordMany } from '@/lib/audit';
import { db, type Prisma, queries, runIn, sql, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { define } from '@/lib/jobs';
import { changeMailboxes, createMailboxes, type Outcome } from '@/lib/mailboxes';
import { hashPassword } from '@/lib/passwords';
import type { Actor } from '@/lib/tenancy';
import { seal, unseal } from '@/lib/vault';
import { wantedShape } from './check-line';

/** The lines of one transaction. They are repeated if the worker is killed, and a cancel waits for them. */
const batchSize = 100;
/** The number of imports that are resumed at a time. */
const maxImports = 100;

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

type Line = Prisma.MailboxImportLineGetPayload<object>;

/** Runs an import. May run twice: a line and its result are committed together. */
export const importJob = define('imports.run', z.object({ importId: z.uuid() }), ({ importId }) => runImport(importId));

/** Resumes the imports of a killed worker. */
export const resumeImportsJob = define(
  'imports.resume',
  z.object({}),
  async () => {
    const open = await db().mailboxImport.findMany({
      where: { state: { in: ['running', 'cancelling'] } },
      take: maxImports,
    });
    for (const { id } of open) await runImport(id);
  },
  { cron: '* * * * *', atStart: true },
);

async function runImport(importId: string): Promise<void> {
  const key = sql`hashtext('milepost.import'), hashtext(${importId})`;
  // The lock is held by this connection and released with it, so that a second worker skips the import and a dead one
  // does not block it.
  await queries()
    .connection()
    .execute(async (connection) => {
      const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_lock(${key}) AS mine`.execute(connection);
      if (!rows[0]?.mine) return;
      try {
        while (await nextLines(importId));
      } finally {
        await sql`SELECT pg_advisory_unlock(${key})`.execute(connection);
      }
    });
}

/** Runs a batch. Returns false if there is nothing left to do. */
async function nextLines(importId: string): Promise<boolean> {
  const work = await db().mailboxImport.findUnique({ where: { id: importId } });
  if (!work || (work.state !== 'running' && work.state !== 'cancelling')) return false;
  // Mapped, because an interface is not comparable with JSON.
  const actor = work.actor as Pick<Actor, keyof Actor>;
  const where = { importId, state: 'waiting', act: { in: ['create', 'change'] } };
  const lines =
    work.state === 'running'
      ? await db().mailboxImportLine.findMany({ where, orderBy: { line: 'asc' }, take: batchSize })
      : [];
  if (lines.length === 0) {
    await finish(actor, importId);
    return false;
  }
  const secrets = await Promise.all(lines.map((line) => secretOf(line)));
  try {
    await runLines(importId, actor, lines, secrets);
  } catch (error) {
    if (!isOverLimit(error)) throw error;
    // The limit of the tenant would be exceeded, so each line is run alone, until the limit is reached.
    for (const [index, line] of lines.entries()) await runLine(importId, actor, line, secrets[index] ?? null);
  }
  return true;
}

function isOverLimit(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'over-limit';
}

async function runLine(importId: string, actor: Actor, line: Line, secret: Secret): Promise<void> {
  try {
    await runLines(importId, actor, [line], [secret]);
  } catch (error) {
    if (!isOverLimit(error)) throw error;
    const { reason, ...details } = error.details;
    await transaction(async (tx) => {
      await tx.mailboxImportLine.updateMany({
        where: { importId, line: line.line },
        data: { state: 'failed', problem: String(reason), details, secret: null },
      });
      await tx.mailboxImport.update({ where: { id: importId }, data: { failed: { increment: 1 } } });
    });
  }
}

/** Runs lines and stores their results in one transaction. */
async function runLines(importId: string, actor: Actor, lines: Line[], secrets: Secret[]): Promise<void> {
  await transaction(async (tx) => {
    const outcomes = new Map([
      ...(await createLines(tx, actor, lines, secrets)),
      ...(await changeLines(tx, actor, lines, secrets)),
    ]);
    await noteOutcomes(tx, importId, lines, secrets, outcomes);
    const failed = [...outcomes.values()].filter(({ problem }) => problem !== null).length;
    await tx.mailboxImport.update({
      where: { id: importId },
      data: { done: { increment: lines.length - failed }, failed: { increment: failed } },
    });
    const acts = [...outcomes.values()].flatMap((outcome) =>
      'act' in outcome ? [...(outcome.more ?? []), outcome.act] : [],
    );
    await recordMany(tx, actor, acts);
  });
}

type Outcomes = Map<number, { problem: string } | { problem: null; act: Act; more?: Act[] }>;

/** A generated password is retained until it is fetched. One from the file is no longer needed. */
async function noteOutcomes(
  tx: Tx,
  importId: string,
  lines: Line[],
  secrets: Secret[],
  outcomes: Outcomes,
): Promise<void> {
  const noted = lines.map(({ line }, index) => {
    const problem = outcomes.get(line)?.problem ?? null;
    const secret = secrets[index];
    return {
      line,
      state: problem ? 'failed' : 'done',
      problem,
      secret: secret?.generated ? seal(secret.text, `${importId}/${line}`) : null,
    };
  });
  const rows = sql<(typeof noted)[number]>`jsonb_to_recordset(${JSON.stringify(noted)}::jsonb)`;
  const note = queries()
    .updateTable('MailboxImportLine as l')
    .from(rows.as<'x'>(sql`x(line int, state text, problem text, secret text)`))
    .set({
      state: sql<string>`x.state`,
      problem: sql<string | null>`x.problem`,
      secret: sql<Uint8Array<ArrayBuffer> | null>`CASE WHEN x.state = 'done' AND l.act = 'create' THEN convert_to(x.secret, 'UTF8') END`,
      generated: sql<boolean>`x.secret IS NOT NULL AND x.state = 'done'`,
    })
    .where('l.importId', '=', importId)
    .whereRef('l.line', '=', 'x.line')
    .returning('l.line');
  await runIn(tx, note);
}

/** The encrypted password of a line, and its hash. A new mailbox without a password gets a generated one. */
async function secretOf(line: Line): Promise<{ text: string; hash: string; generated: boolean } | null> {
  const owner = `${line.importId}/${line.line}`;
  const given = line.secret ? unseal(Buffer.from(line.secret).toString('utf8'), owner) : null;
  if (given === null && line.act !== 'create') return null;
  // 100 bits, without ambiguous letters and digits, and never the start of a formula.
  const text = given ?? [...randomBytes(20)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return { text, hash: await hashPassword(text), generated: given === null };
}

type Secret = Awaited<ReturnType<typeof secretOf>>;

async function createLines(tx: Tx, actor: Actor, lines: Line[], secrets: Secret[]): Promise<Outcomes> {
  const drafts = lines.flatMap(({ act, line, address, input }, index) => {
    const passwordHash = secrets[index]?.hash;
    return act === 'create' && passwordHash ? [{ line, address, wanted: wantedShape.parse(input), passwordHash }] : [];
  });
  return drafts.length > 0 ? byLine(drafts, await createMailboxes(tx, actor, drafts)) : new Map();
}

async function changeLines(tx: Tx, actor: Actor, lines: Line[], secrets: Secret[]): Promise<Outcomes> {
  const changes = lines.flatMap(({ act, line, address, input }, index) => {
    const passwordHash = secrets[index]?.hash ?? null;
    return act === 'change' ? [{ line, address, wanted: wantedShape.parse(input), passwordHash }] : [];
  });
  return changes.length > 0 ? byLine(changes, await changeMailboxes(tx, actor, changes)) : new Map();
}

function byLine(asked: { line: number }[], outcomes: Outcome<string>[]): Outcomes {
  return new Map(
    asked.flatMap(({ line }, index) => {
      const outcome = outcomes[index];
      if (!outcome) return [];
      return [[line, 'act' in outcome ? outcome : { problem: `csv-${outcome.problem}` }] as const];
    }),
  );
}

async function finish(actor: Actor, importId: string): Promise<void> {
  await transaction(async (tx) => {
    const locked = queries().selectFrom('MailboxImport').select('state').where('id', '=', importId).forUpdate();
    const [work] = await runIn(tx, locked);
    if (work?.state !== 'running' && work?.state !== 'cancelling') return;
    const state = work.state === 'running' ? 'done' : 'cancelled';
    const { fileName, done, failed, customerId, resellerId } = await tx.mailboxImport.update({
      where: { id: importId },
      data: { state, endedAt: new Date() },
    });
    // The passwords of lines that will not run are no longer needed.
    await tx.mailboxImportLine.updateMany({ where: { importId, state: 'waiting' }, data: { secret: null } });
    await record(tx, actor, {
      action: state === 'done' ? 'mailbox-import.end' : 'mailbox-import.cancel',
      object: { type: 'mailbox-import', id: importId, label: fileName },
      owner: { customerId, resellerId },
      after: { done, failed },
    });
  });
}
