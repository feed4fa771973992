/**
 * Compares the account lists with the bare SQL query, for a reseller with 100,000 mailboxes (or the number
 * given) in 1,000 domains, and the import of a CSV file of 10,000 mailboxes with hashing as many passwords.
 * It measures permission, scope, SQL, and the rows as a page gets them, without HTTP. Needs a running stack:
 *   set -a; . DATA_DIRECTORY/stack.env; set +a; tsx --conditions=react-server bench/accounts.ts [mailboxes] [lines]
 */
import os from 'node:os';
import { pool } from '@/lib/db';
import { countMailboxes, listMailboxes } from '@/lib/mailboxes';
import { clearEstate, makeEstate } from './estate';
import { measureImport } from './import';

const count = Number(process.argv[2] ?? 100_000);
const pageSize = 100;
/** The limit is at least this, because nobody notices a smaller difference. */
const minLimitMs = 20;

const estate = await makeEstate(count);
console.log(
  `${os.cpus().length} × ${os.cpus()[0]?.model}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.version}`,
);
console.log(`${count} mailboxes in ${estate.domains} domains under one reseller`);
let over = 0;
try {
  await lists();
  await measureImport(estate, Number(process.argv[3] ?? 10_000));
} finally {
  await clearEstate(estate);
}
process.exit(over > 0 ? 1 : 0);

async function lists(): Promise<void> {
  const { reseller } = estate;
  const shown = `m.id, m.address, m."displayName", m."quotaBytes", m."usedBytes", m."usedMessages", m."usedAt", m.protocols,
    m."suspendedAt", m."suspendReason", m."createdAt", d.name AS domain, c.name AS customer`;
  const list = (rest: string, take = pageSize) =>
    `SELECT ${shown} FROM "Mailbox" m JOIN "Domain" d ON d.id = m."domainId" JOIN "Tenant" c ON c.id = m."customerId"
     WHERE m."resellerId" = '${estate.resellerId}' ${rest} LIMIT ${take + 1}`;
  const deep = await cursorOfPage(1000);
  const like = `(m.address LIKE '%${estate.rare}%' OR m."displayName" ILIKE '%${estate.rare}%')`;
  const rows: [string, string, () => Promise<unknown>][] = [
    ['first page', list('ORDER BY m.address'), () => listMailboxes(reseller, { take: pageSize })],
    [
      'search, few hits',
      list(`AND ${like} ORDER BY m.address`),
      () => listMailboxes(reseller, { search: estate.rare, take: pageSize }),
    ],
    [
      'search, many hits',
      list(`AND (m.address LIKE '%anna%' OR m."displayName" ILIKE '%anna%') ORDER BY m.address`),
      () => listMailboxes(reseller, { search: 'anna', take: pageSize }),
    ],
    [
      'search, two letters',
      list(`AND (m.address LIKE '%an%' OR m."displayName" ILIKE '%an%') ORDER BY m.address`),
      () => listMailboxes(reseller, { search: 'an', take: pageSize }),
    ],
    [
      'sort by storage, most first',
      list('ORDER BY m."usedBytes" DESC, m.address DESC'),
      () => listMailboxes(reseller, { sort: 'storage', desc: true, take: pageSize }),
    ],
    [
      'sort by name',
      list('ORDER BY lower(m."displayName"), m.address'),
      () => listMailboxes(reseller, { sort: 'name', take: pageSize }),
    ],
    [
      `page ${deep.number} (keyset)`,
      list(`AND (m.address, m.address) > ('${deep.address}', '${deep.address}') ORDER BY m.address`, deep.take),
      () => listMailboxes(reseller, { at: deep.at, take: deep.take }),
    ],
    [
      'count by status',
      `SELECT count(*)::int, count(m."suspendedAt")::int FROM "Mailbox" m WHERE m."resellerId" = '${estate.resellerId}'`,
      () => countMailboxes(reseller),
    ],
    [
      'count by status of a search',
      `SELECT count(*)::int, count(m."suspendedAt")::int FROM "Mailbox" m WHERE m."resellerId" = '${estate.resellerId}'
       AND (m.address LIKE '%anna%' OR m."displayName" ILIKE '%anna%')`,
      () => countMailboxes(reseller, { search: 'anna' }),
    ],
  ];
  print('ms', ['SQL p50', 'p95', 'panel p50', 'p95', 'ratio', 'limit']);
  for (const [label, sql, read] of rows) {
    const [bare, ours] = await inTurn(() => pool().query(sql), read);
    const limit = Math.max(3 * at(bare, 0.5), minLimitMs);
    const good = at(ours, 0.5) <= limit;
    if (!good) over += 1;
    print(label, [
      ...[at(bare, 0.5), at(bare, 0.95), at(ours, 0.5), at(ours, 0.95), at(ours, 0.5) / at(bare, 0.5)].map((n) =>
        n.toFixed(2),
      ),
      `${limit.toFixed(0)} ${good ? 'ok' : 'OVER'}`,
    ]);
  }
}

/** Reads page by page, as scrolling does. */
async function cursorOfPage(wanted: number) {
  const take = Math.min(pageSize, Math.floor(count / (wanted + 1)));
  let cursor: string | null = null;
  let address = '';
  let number = 1;
  while (number < wanted) {
    const page: Awaited<ReturnType<typeof listMailboxes>> = await listMailboxes(estate.reseller, { at: cursor, take });
    if (!page.after) break;
    cursor = page.after;
    address = page.rows.at(-1)?.address ?? '';
    number += 1;
  }
  return { at: cursor, address, number, take };
}

/** Alternates the two, so that other load affects both. */
async function inTurn(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  n = 100,
): Promise<[number[], number[]]> {
  const out: [number[], number[]] = [[], []];
  for (let i = -5; i < n; i += 1) {
    for (const [index, work] of [one, other].entries()) {
      const start = performance.now();
      await work();
      if (i >= 0) out[index]?.push(performance.now() - start);
    }
  }
  for (const list of out) list.sort((a, b) => a - b);
  return out;
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function print(label: string, cells: string[]): void {
  console.log(label.padEnd(30) + cells.map((cell) => cell.padStart(10)).join(''));
}
