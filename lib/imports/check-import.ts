import { domainOf, likeness } from '@/lib/addresses/values';
import { addressesOfOthers } from '@/lib/claims';
import { db, matches, queries, sql, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { protocols as allProtocols } from '@/lib/protocols';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { seal } from '@/lib/vault';
import { type Checked, checkLine, readHeader, type Wanted } from './check-line';
import { readCsv } from './read-csv';

/** The number of lines for one query. */
const batchSize = 1000;

interface Line {
  line: number;
  address: string;
  act: 'create' | 'change' | 'same' | 'bad';
  input: Wanted & { domainId?: string };
  password: string | null;
  problem: string | null;
  details: Record<string, string | number> | null;
  warning: string | null;
}

/**
 * Reads a file as a stream and stores what each line would do, or why it is bad. Nothing is changed until
 * `startImport`.
 */
export async function checkImport(
  actor: Actor,
  fileName: string,
  body: AsyncIterable<Uint8Array>,
): Promise<{ id: string }> {
  demand(actor, 'mailbox:write');
  const { customerId = null } = scope(actor);
  const { id } = await db().mailboxImport.create({
    data: {
      customerId,
      resellerId: actor.resellerId,
      actor: JSON.parse(JSON.stringify(actor)),
      fileName: fileName.replaceAll(/[\p{Cc}/\\]/gu, '').slice(0, 200),
    },
    select: { id: true },
  });
  try {
    await readLines(actor, id, body);
    await transaction(async (tx) => {
      const groups = await tx.mailboxImportLine.groupBy({ by: ['act'], where: { importId: id }, _count: true });
      const count = (act: Line['act']) => groups.find((group) => group.act === act)?._count ?? 0;
      if (groups.length === 0) throw new Refusal('invalid', { reason: 'csv-empty' });
      await tx.mailboxImport.update({
        where: { id },
        data: {
          state: 'ready',
          creates: count('create'),
          changes: count('change'),
          same: count('same'),
          bad: count('bad'),
        },
      });
    });
    return { id };
  } catch (error) {
    await db().mailboxImport.delete({ where: { id } });
    throw error;
  }
}

async function readLines(actor: Actor, importId: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  let columns: Extract<ReturnType<typeof readHeader>, { columns: unknown }>['columns'] | null = null;
  const seen = new Map<string, number>();
  const alike = new Map<string, { line: number; address: string }>();
  let waiting: { line: number; checked: Checked; twin: number | null; warning: string | null }[] = [];
  for await (const { line, cells } of readCsv(body)) {
    if (!columns) {
      const header = readHeader(cells);
      if ('unknown' in header) throw new Refusal('invalid', { reason: 'csv-header', name: header.unknown });
      columns = header.columns;
      continue;
    }
    const checked = checkLine(columns, cells);
    const twin = checked.problem === null ? (seen.get(checked.address) ?? null) : null;
    let warning: string | null = null;
    if (checked.problem === null && twin === null) {
      seen.set(checked.address, line);
      const like = likeness(checked.address);
      const other = alike.get(like);
      if (other) warning = `${other.line} ${other.address}`;
      else alike.set(like, { line, address: checked.address });
    }
    waiting.push({ line, checked, twin, warning });
    if (waiting.length < batchSize) continue;
    await keep(importId, await lookUp(actor, waiting));
    waiting = [];
  }
  if (waiting.length > 0) await keep(importId, await lookUp(actor, waiting));
}

type Read = { line: number; checked: Checked; twin: number | null; warning: string | null };

/** The data about these lines in the actor's scope. A domain of another tenant counts as missing. */
async function lookUp(actor: Actor, lines: Read[]): Promise<Line[]> {
  const addresses = lines.map(({ checked }) => checked.address);
  const names = [...new Set(addresses.map(domainOf))];
  const domains = await db().domainDirectory.findMany({
    where: { name: { in: names }, ...scope(actor) },
    select: { id: true, name: true, customerId: true },
  });
  const [ofOthers, mailboxes, aliases, alike] = await Promise.all([
    transaction((tx) => addressesOfOthers(tx, domains, addresses)),
    db().mailboxDirectory.findMany({ where: { address: { in: addresses }, ...scope(actor) } }),
    db().aliasDirectory.findMany({ where: { source: { in: addresses }, ...scope(actor) }, select: { source: true } }),
    findAlike(actor, lines),
  ]);
  const domainIdOf = new Map(domains.map(({ id, name }) => [name, id]));
  const mailboxOf = new Map(mailboxes.map((mailbox) => [mailbox.address, mailbox]));
  const aliased = new Set(aliases.map(({ source }) => source));
  return lines.map(({ line, checked, twin, warning }): Line => {
    const { address } = checked;
    const bad = (problem: string, details: Line['details'] = null): Line => ({
      line,
      address,
      act: 'bad',
      input: {},
      password: null,
      problem,
      details,
      warning: null,
    });
    if (checked.problem !== null) return bad(checked.problem);
    if (twin !== null) return bad('csv-twice', { line: twin });
    const name = domainOf(address);
    const domainId = domainIdOf.get(name);
    if (!domainId) return bad('csv-domain', { name });
    const { wanted, password } = checked;
    const base = { line, address, password, problem: null, details: null, warning };
    const mailbox = mailboxOf.get(address);
    if (!mailbox) {
      if (ofOthers.has(address)) return bad('csv-reserved');
      if (aliased.has(address)) return bad('csv-alias');
      const there = alike.get(likeness(address));
      // Line 0: the existing mailbox.
      return {
        ...base,
        act: 'create',
        input: { ...wanted, domainId },
        warning: warning ?? (there ? `0 ${there}` : null),
      };
    }
    if (wanted.quotaBytes !== undefined && wanted.quotaBytes < Number(mailbox.usedBytes)) return bad('csv-quota-used');
    const { protocols, ...input } = wanted;
    const changes =
      password !== null ||
      (input.displayName !== undefined && input.displayName !== mailbox.displayName) ||
      (input.quotaBytes !== undefined && BigInt(input.quotaBytes) !== mailbox.quotaBytes) ||
      (input.suspended !== undefined && input.suspended !== (mailbox.suspendedAt !== null)) ||
      (protocols !== undefined && allProtocols.some((each) => protocols[each] !== mailbox.protocols.includes(each)));
    return { ...base, act: changes ? 'change' : 'same', input: wanted, warning: null };
  });
}

/** Existing addresses that look like these. */
async function findAlike(actor: Actor, lines: Read[]): Promise<Map<string, string>> {
  const alike = lines.flatMap(({ checked }) => (checked.problem === null ? likeness(checked.address) : []));
  const rows = await queries()
    .selectFrom('MailboxDirectory as m')
    .select('m.address')
    .where(sql<boolean>`mail_likeness(m.address) = ANY(${alike}::text[])`)
    .where(matches('m', scope(actor)))
    .execute();
  return new Map(rows.map(({ address }) => [likeness(address), address]));
}

async function keep(importId: string, lines: Line[]): Promise<void> {
  const rows = lines.map(({ password, ...line }) => ({
    ...line,
    importId,
    address: line.address.replaceAll('\0', ''),
    state: 'waiting',
    secret: password === null ? null : Buffer.from(seal(password, `${importId}/${line.line}`)),
    generated: false,
  }));
  await queries().insertInto('MailboxImportLine').values(rows).execute();
}
