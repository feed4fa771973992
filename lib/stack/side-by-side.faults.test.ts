import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkout } from './home';
import { cleanEnvironment, type OwnStack, refusedUp, startOwnStack } from './own-stack';
import { alive, type ProcessMark } from './process-table';
import { readRecord } from './running';

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

function status(home: string): string {
  return execFileSync('sh', ['lib/stack/bootstrap.sh', 'status'], {
    cwd: checkout,
    encoding: 'utf8',
    env: cleanEnvironment({ MILEPOST_HOME: home }) as NodeJS.ProcessEnv,
  });
}

async function healthy({ url }: OwnStack): Promise<number> {
  return (await fetch(`${url}/api/health`)).status;
}

function processes(home: string): ProcessMark[] {
  return Object.values(readRecord(home)?.parts ?? {}).flatMap(({ process }) => process ?? []);
}

test('two homes run side by side on ports of their own', async () => {
  const [a, b] = [Object.values(first.ports), Object.values(second.ports)];
  expect(a.filter((port) => b.includes(port))).toEqual([]);
  expect(await healthy(first)).toBe(200);
  expect(await healthy(second)).toBe(200);
  expect(status(first.home)).toContain('is running');
  expect(status(second.home)).toContain('is running');
});

test('a home that runs is not started again', async () => {
  const { code, said } = await refusedUp(first.home, ['--empty']);
  expect(code).toBe(1);
  expect(said).toContain('This home is already running');
  expect(said).toContain(first.url);
  expect(await healthy(first)).toBe(200);
});

test('ending one ends all that it started and nothing of the other', async () => {
  const [own, others] = [processes(second.home), processes(first.home)];
  expect(own.length).toBeGreaterThanOrEqual(6);
  expect(await second.stop({ keep: true })).toBe(0);
  expect(own.filter(alive)).toEqual([]);
  expect(others.filter((process) => !alive(process))).toEqual([]);
  expect(await healthy(first)).toBe(200);
});

test('a second start reuses the home and serves its first page', async () => {
  const before = readFileSync(path.join(second.home, 'keys/secrets.json'), 'utf8');
  const ports = second.ports;
  second = await startOwnStack({ home: second.home });
  expect((await fetch(`${second.url}/sign-in`)).status).toBe(200);
  expect(second.ports).toEqual(ports);
  expect(readFileSync(path.join(second.home, 'keys/secrets.json'), 'utf8')).toBe(before);
});
