import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { record, recordMany } from '@/lib/audit';
import { config } from '@/lib/config';
import { db, type Prisma, pool, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { hashPassword } from '@/lib/identity';
import { define } from '@/lib/jobs';
import { type Actor, scope } from '@/lib/tenancy';
import { seal, unseal } from '@/lib/vault';
import { applyAfterCommit } from './after-change';
import { wantedShape } from './check-line';
import { mailProtocols } from './shapes';

export const importJobName = 'accounts.import';
/** Committed together: so much is done again when the worker is killed, and so long a cancel waits. */
const atOnce = 100;
/** 5 GB, where the file says nothing. */
const usualQuota = 5n * 1024n ** 3n;

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

const inputShape = wantedShape.extend({ domainId: z.uuid().optional() });
type Line = Prisma.MailboxImportLineGetPayload<object>;

/** Carries an import out. May run twice: a line and the word that it is done are committed together. */
export const importJob = define(importJobName, z.object({ importId: z.uuid() }), ({ importId }) => carryOut(importId));

/** A killed worker leaves its imports where they were; whoever comes next goes on there. */
export const resumeImports = define(
  'accounts.import-resume',
  z.object({}),
  async () => {
    const open = await db().mailboxImport.findMany({ where: { state: { in: ['running', 'cancelling'] } }, take: 100 });
    for (const { id } of open) await carryOut(id);
  },
  { cron: '* * * * *', atStart: true },
);

async function carryOut(importId: string): Promise<void> {
  // Held by this connection and gone with it: a second worker passes by, and a dead one bars nobody.
  const client = await pool().connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      `SELECT pg_try_advisory_lock(hashtext('milepost.import'), hashtext($1)) AS mine`,
      [importId],
    );
    if (!rows[0]?.mine) return;
    try {
      while (await nextLines(importId));
    } finally {
      await client.query(`SELECT pg_advisory_unlock(hashtext('milepost.import'), hashtext($1))`, [importId]);
    }
  } finally {
    client.release();
  }
}

/** One batch; false when there is nothing more to do. */
async function nextLines(importId: string): Promise<boolean> {
  const work = await db().mailboxImport.findUnique({ where: { id: importId } });
  if (!work || (work.state !== 'running' && work.state !== 'cancelling')) return false;
  const actor = work.actor as unknown as Actor;
  const where = { importId, state: 'waiting', act: { in: ['create', 'change'] } };
  const lines =
    work.state === 'running'
      ? await db().mailboxImportLine.findMany({ where, orderBy: { line: 'asc' }, take: atOnce })
      : [];
  if (lines.length === 0) {
    await finish(actor, importId);
    return false;
  }
  const secrets = await Promise.all(lines.map((line) => secretOf(line)));
  try {
    await carryLines(importId, actor, lines, secrets);
  } catch (error) {
    if (!isOverLimit(error)) throw error;
    // One is too many: each by itself, so that all are made that there is room for.
    for (const [index, line] of lines.entries()) await carryLine(importId, actor, line, secrets[index] ?? null);
  }
  return true;
}

function isOverLimit(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'over-limit';
}

async function carryLine(importId: string, actor: Actor, line: Line, secret: Secret): Promise<void> {
  try {
    await carryLines(importId, actor, [line], [secret]);
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

/** Lines and the word of what became of each, in one transaction. */
async function carryLines(importId: string, actor: Actor, lines: Line[], secrets: Secret[]): Promise<void> {
  await transaction(async (tx) => {
    const done = await createLines(tx, actor, lines, secrets);
    done.push(...(await changeLines(tx, actor, lines, secrets)));
    const problemOf = new Map(done.map(({ line, problem }) => [line, problem]));
    await tx.$executeRaw`UPDATE "MailboxImportLine" l SET state = x.state, problem = x.problem,
        secret = CASE WHEN x.state = 'done' AND l.act = 'create' THEN convert_to(x.secret, 'UTF8') END,
        generated = x.secret IS NOT NULL AND x.state = 'done'
      FROM jsonb_to_recordset(${JSON.stringify(
        lines.map(({ line }, index) => ({
          line,
          state: problemOf.get(line) ? 'failed' : 'done',
          problem: problemOf.get(line) ?? null,
          secret: secrets[index]?.generated ? seal(secrets[index].text, `${importId}/${line}`) : null,
        })),
      )}::jsonb) AS x(line int, state text, problem text, secret text)
      WHERE l."importId" = ${importId}::uuid AND l.line = x.line`;
    const failed = done.filter(({ problem }) => problem).length;
    await tx.mailboxImport.update({
      where: { id: importId },
      data: { done: { increment: lines.length - failed }, failed: { increment: failed } },
    });
    await recordMany(
      tx,
      actor,
      done.flatMap(({ act }) => (act ? [act] : [])),
    );
  });
}

/** The password of a line as it is kept, with its hash; one that makes a mailbox and has none is given one. */
async function secretOf(line: Line): Promise<{ text: string; hash: string; generated: boolean } | null> {
  const owner = `${line.importId}/${line.line}`;
  const given = line.secret ? unseal(Buffer.from(line.secret).toString('utf8'), owner) : null;
  if (given === null && line.act !== 'create') return null;
  // 100 bits, of signs that cannot be mistaken for each other nor for the beginning of a formula.
  const text = given ?? [...randomBytes(20)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return { text, hash: await hashPassword(text), generated: given === null };
}

type Secret = Awaited<ReturnType<typeof secretOf>>;
type Done = { line: number; problem: string | null; act?: Parameters<typeof record>[2] };

async function createLines(tx: Tx, actor: Actor, all: Line[], secrets: Secret[]): Promise<Done[]> {
  const lines = all.flatMap((line, index) => (line.act === 'create' ? [{ ...line, secret: secrets[index] }] : []));
  if (lines.length === 0) return [];
  const addresses = lines.map(({ address }) => address);
  const names = [...new Set(addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
  // Asked again: hours may lie between the preview and this.
  const domains = await tx.domain.findMany({ where: { name: { in: names }, ...scope(actor) } });
  const domainOf = new Map(domains.map((domain) => [domain.name, domain]));
  const aliases = await tx.alias.findMany({ where: { source: { in: addresses } }, select: { source: true } });
  const aliased = new Set(aliases.map(({ source }) => source));
  const data = lines.flatMap(({ address, input, secret }) => {
    const at = address.lastIndexOf('@');
    const domain = domainOf.get(address.slice(at + 1));
    if (!domain || !secret || aliased.has(address)) return [];
    const { displayName = '', quotaBytes, protocols, suspended } = inputShape.parse(input);
    return {
      ...{ domainId: domain.id, customerId: domain.customerId, resellerId: domain.resellerId },
      ...{ localPart: address.slice(0, at), address, displayName, passwordHash: secret.hash, ...protocols },
      quotaBytes: quotaBytes === undefined ? usualQuota : BigInt(quotaBytes),
      node: config().MILEPOST_NODE,
      ...(suspended ? { suspendedAt: new Date(), suspendReason: '' } : {}),
    };
  });
  const made = await tx.mailbox.createManyAndReturn({ data, skipDuplicates: true });
  await applyAfterCommit(tx, made);
  const madeOf = new Map(made.map((mailbox) => [mailbox.address, mailbox]));
  return lines.map(({ line, address, input }): Done => {
    const mailbox = madeOf.get(address);
    if (!mailbox) {
      const gone = !domainOf.has(address.slice(address.lastIndexOf('@') + 1));
      return { line, problem: gone ? 'csv-domain' : aliased.has(address) ? 'csv-alias' : 'csv-taken' };
    }
    const { id, customerId, resellerId } = mailbox;
    const { domainId: _, ...said } = inputShape.parse(input);
    return {
      line,
      problem: null,
      act: {
        action: 'mailbox.create',
        object: { type: 'mailbox', id, label: address },
        owner: { customerId, resellerId, mailboxId: id },
        after: { address, ...said },
      },
    };
  });
}

async function changeLines(tx: Tx, actor: Actor, all: Line[], secrets: Secret[]): Promise<Done[]> {
  const lines = all.flatMap((line, index) => (line.act === 'change' ? [{ ...line, secret: secrets[index] }] : []));
  if (lines.length === 0) return [];
  const rows = await tx.mailbox.findMany({
    where: { address: { in: lines.map(({ address }) => address) }, ...scope(actor) },
  });
  const mailboxOf = new Map(rows.map((row) => [row.address, row]));
  const done: Done[] = [];
  for (const { line, address, input, secret } of lines) {
    const mailbox = mailboxOf.get(address);
    if (!mailbox) {
      done.push({ line, problem: 'csv-gone' });
      continue;
    }
    const { displayName, quotaBytes, protocols, suspended } = inputShape.parse(input);
    if (quotaBytes !== undefined && quotaBytes < Number(mailbox.usedBytes)) {
      done.push({ line, problem: 'csv-quota-used' });
      continue;
    }
    const wanted = {
      ...(displayName === undefined ? {} : { displayName }),
      ...(quotaBytes === undefined ? {} : { quotaBytes: BigInt(quotaBytes) }),
      ...protocols,
    };
    const turned = suspended !== undefined && suspended !== (mailbox.suspendedAt !== null);
    await tx.mailbox.update({
      where: { id: mailbox.id },
      data: {
        ...wanted,
        ...(secret ? { passwordHash: secret.hash } : {}),
        ...(turned ? { suspendedAt: suspended ? new Date() : null, suspendReason: suspended ? '' : null } : {}),
      },
      select: { id: true },
    });
    const off = mailProtocols.filter((each) => mailbox[each] && protocols?.[each] === false);
    const end = secret || (turned && suspended) ? 'all' : off.length > 0 ? { protocols: off } : null;
    await applyAfterCommit(tx, [mailbox], { end });
    const { id, customerId, resellerId } = mailbox;
    const changed = Object.keys(wanted).filter(
      (key) => mailbox[key as keyof typeof wanted] !== wanted[key as keyof typeof wanted],
    ) as (keyof typeof wanted)[];
    const pick = (of: Partial<typeof mailbox>) => Object.fromEntries(changed.map((key) => [key, of[key]]));
    done.push({
      line,
      problem: null,
      act: {
        action: 'mailbox.change',
        object: { type: 'mailbox', id, label: address },
        owner: { customerId, resellerId, mailboxId: id },
        before: { ...pick(mailbox), ...(turned ? { suspended: !suspended } : {}) },
        after: { ...pick(wanted), ...(turned ? { suspended } : {}), ...(secret ? { password: 'changed' } : {}) },
      },
    });
  }
  return done;
}

async function finish(actor: Actor, importId: string): Promise<void> {
  await transaction(async (tx) => {
    const [work] = await tx.$queryRaw<{ state: string }[]>`
      SELECT state FROM "MailboxImport" WHERE id = ${importId}::uuid FOR UPDATE`;
    if (work?.state !== 'running' && work?.state !== 'cancelling') return;
    const state = work.state === 'running' ? 'done' : 'cancelled';
    const { fileName, done, failed, customerId, resellerId } = await tx.mailboxImport.update({
      where: { id: importId },
      data: { state, endedAt: new Date() },
    });
    // Passwords of lines that will not be carried out have no use any more.
    await tx.mailboxImportLine.updateMany({ where: { importId, state: 'waiting' }, data: { secret: null } });
    await record(tx, actor, {
      action: state === 'done' ? 'mailbox-import.end' : 'mailbox-import.cancel',
      object: { type: 'mailbox-import', id: importId, label: fileName },
      owner: { customerId, resellerId },
      after: { done, failed },
    });
  });
}
