import { createHash, randomUUID } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createDomain } from '@/lib/domains';
import { checkImport, startImport } from '@/lib/imports';
import { importMail, openImapFlow } from '@/lib/mail-clients';
import { createPolicy, readRun, startPreview, startRun } from '@/lib/retention';
import { actorWith, makeWorld, type OwnStack, ownReseller, startOwnStack, type World } from '@/lib/testing';
import { killPart } from './kill-part.fixture';
import { readStackEnvironment } from './stack-environment';

// Parts of a running stack are killed, without loss of data.

let stack: OwnStack;
let world: World;
let database: pg.Pool;

beforeAll(async () => {
  stack = await startOwnStack();
  Object.assign(process.env, readStackEnvironment(stack.dataDirectory));
  world = await makeWorld(['anna', 'ben', 'cleo']);
  database = new pg.Pool({ connectionString: process.env.MILEPOST_OWNER_DATABASE_URL });
  database.on('error', () => {});
});

afterAll(async () => {
  await database?.end();
  await stack?.stop();
});

const kill = (name: string) => killPart(stack.dataDirectory, name);

async function imap(index: number): Promise<ImapFlow> {
  const owner = world.owners[index];
  if (!owner) throw new Error('no such mailbox');
  return openImapFlow({ port: stack.ports.imaps }, owner, { name: 'Recovery', version: '1' });
}

const message = (id: string) =>
  `From: a@example.org\r\nTo: b@example.org\r\nSubject: Load ${id}\r\nMessage-ID: <${id}@load.test>\r\n\r\nText\r\n`;

async function rows<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await database.query<T>(text, values)).rows;
}

test.each(['agent', 'worker', 'policy', 'panel', 'postfix', 'rspamd'])('%s is killed and runs again', async (name) => {
  await kill(name);
  if (name !== 'panel') return;
  await vi.waitFor(async () => expect((await fetch(`${stack.url}/api/health`)).status).toBe(200), {
    timeout: 30_000,
    interval: 200,
  });
});

test('an import continues after its worker is killed, and creates each mailbox once', async () => {
  const { reseller, customer, tag } = await ownReseller();
  const name = `import-${tag}.example`;
  await createDomain(reseller, { name, customerId: customer.customerId ?? '' });
  const count = 500;
  async function* file() {
    yield Buffer.from(['address', ...Array.from({ length: count }, (_, index) => `u${index}@${name}`)].join('\n'));
  }
  const { id } = await checkImport(customer, 'people.csv', file());
  await startImport(customer, id);
  const made = async () =>
    (await rows('SELECT 1 FROM "Mailbox" WHERE "customerId" = $1', [customer.customerId])).length;
  await vi.waitFor(async () => expect(await made()).toBeGreaterThan(0), { timeout: 30_000, interval: 50 });
  await kill('worker');
  expect(await made()).toBeLessThan(count);
  await vi.waitFor(
    async () =>
      expect(await rows('SELECT state, done, failed FROM "MailboxImport" WHERE id = $1', [id])).toEqual([
        { state: 'done', done: count, failed: 0 },
      ]),
    { timeout: 40_000, interval: 200 },
  );
  expect(await made()).toBe(count);
});

test('a retention run continues after its worker and the agent are killed, and removes each message once', async () => {
  const [, , cleo] = world.owners;
  if (!cleo) throw new Error('no such mailbox');
  const digest = () => createHash('md5').update(randomUUID()).digest('hex');
  const now = new Date();
  const old = new Date(now.getTime() - 100 * 86_400_000);
  const count = 6_000;
  const messages = Array.from({ length: count }, () => ({
    guid: digest(),
    received: old,
    saved: old,
    flags: {},
    source: Buffer.from(message(randomUUID())),
  }));
  await importMail(stack.dataDirectory, cleo.address, [{ name: 'Trash', guid: digest(), messages }], now);
  const reseller = actorWith({ tenantId: world.resellerId, resellerId: world.resellerId });
  const domainId = world.domain.id;
  const policy = { name: 'Trash', folder: 'Trash', olderThanDays: 30, basis: 'saved' as const };
  const { id } = await createPolicy(reseller, { domainId, ...policy });
  const { runId } = await startPreview(reseller, id);
  const run = async () => {
    const found = await readRun(reseller, runId);
    if (!found) throw new Error('no such run');
    return found;
  };
  const within = { timeout: 60_000, interval: 20 };
  await vi.waitFor(async () => expect((await run()).state).toBe('counted'), within);
  await startRun(reseller, runId);
  for (const part of ['worker', 'agent', 'worker']) {
    const before = (await run()).removed;
    await vi.waitFor(async () => expect((await run()).removed).toBeGreaterThan(before), within);
    expect((await run()).removed).toBeLessThan(count);
    await kill(part);
  }
  await vi.waitFor(async () => expect((await run()).state).toBe('removed'), within);
  expect(await run()).toMatchObject({ messages: count, removed: count, trouble: null });
  const removals = await rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM "MailEvent" WHERE kind = 'removed' AND "mailboxId" = $1`,
    [cleo.id],
  );
  expect(removals).toEqual([{ count }]);
});

test('PostgreSQL is killed under load, and no event is lost or counted twice', async () => {
  const clients = await Promise.all([0, 1, 2].map(imap));
  const sent: string[] = [];
  let go = true;
  const load = clients.map(async (client, number) => {
    for (let i = 0; go; i += 1) {
      const id = `${world.tag}-${number}-${i}`;
      await client.append('INBOX', message(id));
      sent.push(`<${id}@load.test>`);
    }
  });
  await vi.waitFor(() => expect(sent.length).toBeGreaterThan(30), { timeout: 20_000, interval: 20 });
  await kill('postgres');
  const atKill = sent.length;
  await vi.waitFor(() => expect(sent.length).toBeGreaterThan(atKill + 30), { timeout: 20_000, interval: 20 });
  go = false;
  await Promise.all(load);
  await Promise.all(clients.map((client) => client.logout()));

  await vi.waitFor(
    async () => {
      const found = await rows<{ messageId: string; count: number }>(
        `SELECT "messageId", count(*)::int AS count FROM "MailEvent" WHERE kind = 'saved' AND "messageId" = ANY($1) GROUP BY 1`,
        [sent],
      );
      expect(found.filter(({ count }) => count !== 1)).toEqual([]);
      expect(found.length).toBe(sent.length);
    },
    { timeout: 60_000, interval: 500 },
  );
  // The sessions have ended in the database, too.
  await vi.waitFor(
    async () => {
      const open = await rows(`SELECT id FROM "MailSession" WHERE "resellerId" = $1 AND "endedAt" IS NULL`, [
        world.resellerId,
      ]);
      expect(open).toEqual([]);
    },
    { timeout: 20_000, interval: 500 },
  );
});

test('Dovecot is killed, and its sessions end on the page', async () => {
  const client = await imap(0);
  await client.mailboxOpen('INBOX');
  const live = () =>
    rows<{ id: string; endedAt: Date | null; endReason: string | null }>(
      `SELECT id, "endedAt", "endReason" FROM "MailSession" WHERE "mailboxId" = $1 ORDER BY "startedAt" DESC LIMIT 1`,
      [world.owners[0]?.id],
    );
  await vi.waitFor(async () => expect((await live())[0]?.endedAt).toBe(null), { timeout: 5000, interval: 50 });
  await kill('dovecot');
  await vi.waitFor(
    async () => {
      const [session] = await live();
      expect(session?.endedAt).not.toBe(null);
      // The client did not log out, and the session does not claim it.
      expect(['lost', 'shutdown', 'closed', 'error', 'kicked']).toContain(session?.endReason);
    },
    { timeout: 60_000, interval: 200 },
  );
  const again = await imap(0);
  await again.logout();
});
