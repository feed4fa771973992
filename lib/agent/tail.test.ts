import { appendFileSync, mkdtempSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Position, Tail } from './tail';

let directory: string;
let file: string;
let tail: Tail | undefined;
const never = new AbortController().signal;

beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'milepost-tail-'));
  file = path.join(directory, 'info.log');
});
afterEach(async () => {
  await tail?.close();
  rmSync(directory, { recursive: true });
});

function follow(start: Position | null = null): Tail {
  tail = new Tail(file, start);
  return tail;
}

/** Reads until this many lines have arrived. */
async function lines(from: Tail, count: number): Promise<string[]> {
  const found: string[] = [];
  while (found.length < count) found.push(...((await from.next(never))?.lines ?? []).map(({ text }) => text));
  return found;
}

const inode = () => statSync(file, { bigint: true }).ino;

it('reads existing lines and then new ones', async () => {
  writeFileSync(file, 'one\ntwo\n');
  const reader = follow();
  expect(await lines(reader, 2)).toEqual(['one', 'two']);
  appendFileSync(file, 'three\n');
  expect(await lines(reader, 1)).toEqual(['three']);
});

it('gives the byte offset of each line', async () => {
  writeFileSync(file, 'é\n\nab\n');
  expect(await follow().next(never)).toEqual({
    inode: inode(),
    from: 0,
    to: 7,
    lines: [
      { offset: 0, text: 'é' },
      { offset: 4, text: 'ab' },
    ],
  });
});

it('waits for the end of a line', async () => {
  writeFileSync(file, 'one\ntw');
  const reader = follow();
  expect(await lines(reader, 1)).toEqual(['one']);
  appendFileSync(file, 'o\nth');
  expect(await lines(reader, 1)).toEqual(['two']);
});

it('continues from a committed position', async () => {
  writeFileSync(file, 'one\ntwo\n');
  expect(await lines(follow({ inode: inode(), offset: 4 }), 1)).toEqual(['two']);
});

it('waits for a file that does not exist yet', async () => {
  const reader = follow();
  expect(await reader.next(never)).toBeNull();
  writeFileSync(file, 'one\n');
  expect(await lines(reader, 1)).toEqual(['one']);
});

it('follows a rotation, including lines that are still written to the old file', async () => {
  writeFileSync(file, 'one\n');
  const reader = follow();
  expect(await lines(reader, 1)).toEqual(['one']);
  renameSync(file, `${file}.1`);
  writeFileSync(file, '');
  appendFileSync(`${file}.1`, 'two\n');
  expect(await lines(reader, 1)).toEqual(['two']);
  appendFileSync(`${file}.1`, 'three\n');
  appendFileSync(file, 'four\n');
  expect(await lines(reader, 2)).toEqual(['three', 'four']);
});

it('finds files that were rotated while no agent was running, in order', async () => {
  writeFileSync(file, 'one\ntwo\n');
  const start = { inode: inode(), offset: 4 };
  renameSync(file, `${file}.2`);
  writeFileSync(file, 'three\n');
  renameSync(file, `${file}.1`);
  writeFileSync(file, 'four\n');
  expect(await lines(follow(start), 3)).toEqual(['two', 'three', 'four']);
});

it('starts from the beginning when the old file is gone', async () => {
  writeFileSync(file, 'new\n');
  expect(await lines(follow({ inode: 1n, offset: 4000 }), 1)).toEqual(['new']);
});

it('starts from the beginning after a truncation', async () => {
  writeFileSync(file, 'one\ntwo\nthree\n');
  const reader = follow();
  await lines(reader, 3);
  truncateSync(file);
  appendFileSync(file, 'four\n');
  expect(await lines(reader, 1)).toEqual(['four']);
});

it('skips a line that is too long, and replaces invalid bytes', async () => {
  writeFileSync(
    file,
    Buffer.concat([Buffer.alloc(700_000, 'x'), Buffer.from('\nnext\n'), Buffer.from([0xff, 0xfe, 0x0a])]),
  );
  expect(await lines(follow(), 2)).toEqual(['next', '\ufffd\ufffd']);
});

it('neither loses nor repeats lines of a long file', async () => {
  const all = Array.from({ length: 30_000 }, (_, index) => `line ${index} ${'.'.repeat(index % 90)}`);
  writeFileSync(file, `${all.join('\n')}\n`);
  expect(await lines(follow(), all.length)).toEqual(all);
});

it('returns to an earlier position', async () => {
  writeFileSync(file, 'one\ntwo\n');
  const reader = follow();
  await lines(reader, 2);
  await reader.rewind({ inode: inode(), offset: 4 });
  expect(await lines(reader, 1)).toEqual(['two']);
});
