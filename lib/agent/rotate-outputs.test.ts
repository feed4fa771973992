import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isDue, removeOld } from './rotate-log';
import { copyAndEmpty, rotateOutputs } from './rotate-outputs';

let directory: string;
let file: string;
const stopping: AbortController[] = [];

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'milepost-rotate-'));
  file = path.join(directory, 'panel.log');
});
afterEach(() => {
  for (const one of stopping.splice(0)) one.abort();
  rmSync(directory, { recursive: true });
});

/** All lines, from the oldest file to the current one. */
const lines = () =>
  readdirSync(directory)
    .filter((name) => name.startsWith('panel.log'))
    .sort((a, b) => Number(a === 'panel.log') - Number(b === 'panel.log') || (a < b ? -1 : 1))
    .flatMap((name) => readFileSync(path.join(directory, name), 'utf8').split('\n').filter(Boolean));

it('keeps every line, also of a process that has the file open, with its mode', async () => {
  const fd = openSync(file, 'a', 0o640);
  chmodSync(file, 0o640);
  const writer = spawn('sh', ['-c', 'while read -r line; do echo "$line"; done'], { stdio: ['pipe', fd, fd] });
  closeSync(fd);
  const expected: string[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const next = Array.from({ length: 500 }, (_, index) => `${turn} ${index} ${'.'.repeat(60)}`);
    expected.push(...next);
    writer.stdin?.write(`${next.join('\n')}\n`);
    await vi.waitFor(() => expect(lines()).toEqual(expected), { timeout: 10_000 });
    await copyAndEmpty(file);
    expect(statSync(file).size).toBe(0);
  }
  writer.stdin?.end('last\n');
  await new Promise((resolve) => writer.once('close', resolve));
  expect(lines()).toEqual([...expected, 'last']);
  expect(readFileSync(file, 'utf8')).toBe('last\n');
  const modes = readdirSync(directory).map((name) => statSync(path.join(directory, name)).mode & 0o777);
  expect(modes).toEqual([0o640, 0o640, 0o640, 0o640]);
});

it('loses nothing that is written while a large file is copied', async () => {
  writeFileSync(file, `${'x'.repeat(99)}\n`.repeat(200_000));
  let written = 0;
  let copying = true;
  const work = copyAndEmpty(file).finally(() => {
    copying = false;
  });
  while (copying) {
    appendFileSync(file, `late ${written}\n`);
    written += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await work;
  const found = lines();
  expect(written).toBeGreaterThan(1);
  expect(found.filter((line) => line.startsWith('x')).length).toBe(200_000);
  expect(found.filter((line) => line.startsWith('late'))).toEqual(
    Array.from({ length: written }, (_, n) => `late ${n}`),
  );
});

it('rotates each output at its limit, keeps four old files, and leaves the logs of others', async () => {
  const limit = 1000;
  const other = path.join(directory, 'dovecot.log');
  writeFileSync(other, 'y'.repeat(2 * limit));
  for (let old = 1; old <= 6; old += 1) writeFileSync(`${file}.2026-01-0${old}T00-00-00-000Z`, `old ${old}\n`);
  writeFileSync(file, `${'z'.repeat(limit)}\n`);
  writeFileSync(path.join(directory, 'worker.log'), 'short\n');
  const stop = new AbortController();
  stopping.push(stop);
  void rotateOutputs({ directory, others: ['dovecot.log'], limit, maxAge: async () => null }, stop.signal);
  await vi.waitFor(() => expect(readdirSync(directory).filter((name) => name.startsWith('panel.log.')).length).toBe(4));
  expect(lines()).toEqual(['old 4', 'old 5', 'old 6', 'z'.repeat(limit)]);
  expect(readFileSync(other, 'utf8').length).toBe(2 * limit);
  expect(readFileSync(path.join(directory, 'worker.log'), 'utf8')).toBe('short\n');
});

it('rotates by age, so that no line stays longer than addresses may', async () => {
  const dayMs = 86_400_000;
  const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString().replaceAll(/[:.]/g, '-');
  const quiet = path.join(directory, 'worker.log');
  // Eight days: a file is rotated after two, and its oldest line is eight days old after another six.
  writeFileSync(`${file}.${daysAgo(6.1)}`, 'too old\n');
  writeFileSync(`${file}.${daysAgo(5.9)}`, 'stays\n');
  writeFileSync(`${file}.${daysAgo(2.1)}`, 'newest\n');
  writeFileSync(file, 'current\n');
  writeFileSync(quiet, 'young\n');
  writeFileSync(`${quiet}.${daysAgo(1.9)}`, 'young, too\n');
  expect(isDue(file, 1000, null)).toBe(false);
  removeOld(file, 8 * dayMs);
  removeOld(quiet, 8 * dayMs);
  expect(lines()).toEqual(['stays', 'newest', 'current']);
  expect(readdirSync(directory).filter((name) => name.startsWith('worker.log'))).toHaveLength(2);
  expect(isDue(quiet, 1000, 8 * dayMs)).toBe(false);
  vi.setSystemTime(Date.now() + 2.1 * dayMs);
  expect(isDue(file, 1000, 8 * dayMs)).toBe(true);
  vi.useRealTimers();
});

it('follows no link', async () => {
  const secret = path.join(directory, 'secret');
  writeFileSync(secret, 'secret');
  symlinkSync(secret, file);
  await expect(copyAndEmpty(file)).rejects.toThrow('ELOOP');
  expect(readFileSync(secret, 'utf8')).toBe('secret');
});
