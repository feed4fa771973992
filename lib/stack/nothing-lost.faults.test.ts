import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mailSignIn, makeWorld, newDataDirectory, type OwnStack, startOwnStack, type World } from '@/lib/testing';
import { killPart, runningPart } from './kill-part.fixture';
import { readStackEnvironment } from './stack-environment';

// Two thousand real sign-ins while parts are killed, the log is rotated repeatedly, and the disk of the database is
// full for some time. The records must match the counts of the clients.

const count = 2_000;
const clientCount = 12;

let stack: OwnStack;
let world: World;
let database: pg.Pool;
let disk: string | null = null;

beforeAll(async () => {
  const dataDirectory = newDataDirectory();
  chmodSync(dataDirectory, 0o711);
  disk = mountDisk(path.join(dataDirectory, 'pg'));
  stack = await startOwnStack({ dataDirectory, env: { MILEPOST_LOG_BYTES: '131072' } });
  Object.assign(process.env, readStackEnvironment(stack.dataDirectory));
  world = await makeWorld(Array.from({ length: 40 }, (_, index) => `user${index}`));
  database = new pg.Pool({ connectionString: process.env.MILEPOST_OWNER_DATABASE_URL });
  database.on('error', () => {});
});

afterAll(async () => {
  await database?.end();
  await stack?.stop({ keep: true });
  if (disk) execFileSync('umount', [disk]);
  if (stack) rmSync(stack.dataDirectory, { recursive: true, force: true });
});

/**
 * A disk for the database only, so that it can be full while that of the mail server is not; null if it cannot be
 * mounted.
 */
function mountDisk(at: string): string | null {
  mkdirSync(at);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=700m', 'tmpfs', at], { stdio: 'pipe' });
    return at;
  } catch (error) {
    console.warn(`No disk can be mounted here, so none is filled: ${String(error)}`);
    return null;
  }
}

const kill = (name: string) => killPart(stack.dataDirectory, name);
const restartsOfPostgres = () => runningPart(stack.dataDirectory, 'postgres').restarts;

/** Fills the disk until PostgreSQL fails, and frees the space again. */
async function fillDisk(disk: string): Promise<void> {
  const ballast = path.join(disk, 'ballast');
  const { bavail, bsize } = statfsSync(disk);
  const before = restartsOfPostgres();
  execFileSync('fallocate', ['-l', String(bavail * bsize - 256 * 1024), ballast]);
  try {
    await vi.waitFor(
      async () => {
        const died = restartsOfPostgres() > before;
        const refused = await database
          .query('CREATE TABLE ballast AS SELECT repeat(md5(i::text), 60) FROM generate_series(1, 20000) i')
          .then(() => database.query('DROP TABLE ballast').then(() => false))
          .catch(() => true);
        expect(died || refused).toBe(true);
      },
      { timeout: 20_000, interval: 100 },
    );
  } finally {
    rmSync(ballast);
  }
}

test('two thousand sign-ins are recorded once each with their end, whatever is killed or full', async () => {
  const counted = { imap: 0, pop3: 0 };
  const done = () => counted.imap + counted.pop3;
  let next = 0;
  const client = async (number: number) => {
    while (done() < count) {
      const turn = next++;
      const owner = world.owners[turn % world.owners.length];
      if (!owner) throw new Error('no mailbox');
      const protocol = turn % 3 === 0 ? 'pop3' : 'imap';
      try {
        const { accepted, close, ended } = await mailSignIn(protocol, owner, `127.60.${number}.${1 + (turn % 200)}`);
        if (accepted) counted[protocol] += 1;
        close();
        await ended;
      } catch {
        // The mail server could not query the database, so this is not a sign-in.
      }
    }
  };
  const clients = Array.from({ length: clientCount }, (_, number) => client(number));
  const at = (share: number) =>
    vi.waitFor(() => expect(done()).toBeGreaterThanOrEqual(count * share), { timeout: 120_000, interval: 20 });
  await at(0.1);
  await kill('worker');
  await at(0.3);
  await kill('postgres');
  await at(0.45);
  await kill('agent');
  await at(0.6);
  if (disk) await fillDisk(disk);
  await at(0.8);
  await kill('worker');
  await Promise.all(clients);
  expect(done()).toBeGreaterThanOrEqual(count);

  const recorded = async () => {
    const { rows } = await database.query<{ protocol: 'imap' | 'pop3'; rows: number; sids: number; open: number }>(
      `SELECT protocol::text, count(*)::int AS rows, count(DISTINCT sid)::int AS sids,
         (count(*) FILTER (WHERE "endedAt" IS NULL))::int AS open
       FROM "MailSession" WHERE "resellerId" = $1 GROUP BY protocol`,
      [world.resellerId],
    );
    return Object.fromEntries(rows.map(({ protocol, ...row }) => [protocol, row]));
  };
  const exactly = (number: number) => ({ rows: number, sids: number, open: 0 });
  await vi.waitFor(
    async () => expect(await recorded()).toEqual({ imap: exactly(counted.imap), pop3: exactly(counted.pop3) }),
    { timeout: 60_000, interval: 250 },
  );
  // The log was rotated, and files that were handed over are removed in time.
  await vi.waitFor(
    () => {
      const logs = readdirSync(path.join(stack.dataDirectory, 'log')).filter((name) =>
        name.startsWith('dovecot-info.log.'),
      );
      expect(logs.length).toBe(4);
    },
    { timeout: 10_000, interval: 200 },
  );
});
