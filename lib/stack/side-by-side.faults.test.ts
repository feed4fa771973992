import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cleanEnvironment, type OwnStack, refusedUp, startOwnStack } from '@/lib/testing';
import { checkout } from './data-directory';
import { alive, type ProcessIdentity } from './process-table';
import { readRecord } from './running';
import { readStackEnvironment } from './stack-environment';

let first: OwnStack;
let second: OwnStack;

beforeAll(async () => {
  first = await startOwnStack();
  second = await startOwnStack();
});

afterAll(async () => {
  await first?.stop();
  await second?.stop();
});

/** What the check of the start left in the count of guesses. */
async function attempts({ dataDirectory }: OwnStack): Promise<pg.QueryResult> {
  const client = new pg.Client(readStackEnvironment(dataDirectory).MILEPOST_OWNER_DATABASE_URL);
  await client.connect();
  const found = await client.query(`SELECT 1 FROM "SignInFailure" WHERE name LIKE 'self-check-%'`);
  await client.end();
  return found;
}

function status(dataDirectory: string): string {
  return execFileSync('sh', ['lib/stack/bootstrap.sh', 'status'], {
    cwd: checkout,
    encoding: 'utf8',
    env: cleanEnvironment({ MILEPOST_HOME: dataDirectory }) as NodeJS.ProcessEnv,
  });
}

async function healthy({ url }: OwnStack): Promise<number> {
  return (await fetch(`${url}/api/health`)).status;
}

function processes(dataDirectory: string): ProcessIdentity[] {
  return Object.values(readRecord(dataDirectory)?.parts ?? {}).flatMap(({ process }) => process ?? []);
}

test('two data directories run at the same time on their own ports', async () => {
  const [a, b] = [Object.values(first.ports), Object.values(second.ports)];
  expect(a.filter((port) => b.includes(port))).toEqual([]);
  expect(await healthy(first)).toBe(200);
  expect(await healthy(second)).toBe(200);
  expect(status(first.dataDirectory)).toContain('is running');
  expect(status(second.dataDirectory)).toContain('is running');
});

test('the check after the start has found that everything asks what it should', async () => {
  // It is written when the check is over, a moment after the start.
  await vi.waitFor(async () => {
    const { rows } = await attempts(first);
    expect(rows.length).toBe(1);
  }, 10_000);
  expect(first.said()).not.toContain('Warning:');
  expect(status(first.dataDirectory)).not.toContain('Warning:');
});

test('a running data directory is not started again', async () => {
  const { code, said } = await refusedUp(first.dataDirectory, ['--empty']);
  expect(code).toBe(1);
  expect(said).toContain('This data directory is already running');
  expect(said).toContain(first.url);
  expect(await healthy(first)).toBe(200);
});

test('stopping one stops all its processes and none of the other', async () => {
  const [own, others] = [processes(second.dataDirectory), processes(first.dataDirectory)];
  expect(own.length).toBeGreaterThanOrEqual(6);
  expect(await second.stop({ keep: true })).toBe(0);
  expect(own.filter(alive)).toEqual([]);
  expect(others.filter((process) => !alive(process))).toEqual([]);
  expect(await healthy(first)).toBe(200);
});

test('a second start reuses the data directory and serves its first page', async () => {
  const before = readFileSync(path.join(second.dataDirectory, 'keys/secrets.json'), 'utf8');
  const ports = second.ports;
  second = await startOwnStack({ dataDirectory: second.dataDirectory });
  expect((await fetch(`${second.url}/sign-in`)).status).toBe(200);
  expect(second.ports).toEqual(ports);
  expect(readFileSync(path.join(second.dataDirectory, 'keys/secrets.json'), 'utf8')).toBe(before);
});
