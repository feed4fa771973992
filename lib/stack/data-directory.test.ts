import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { requireUsable, unusableReason, writeOwned } from './data-directory';
import { parseStackEnvironment, shellQuoted } from './shapes';

test.each(['/srv/a b', '/srv/a%b', '/srv/a"b', "/srv/a'b", '/srv/$HOME', '/srv/ä', '/srv/a\nb', '/srv/a#b'])(
  '%j cannot be written into the configurations',
  (directory) => expect(unusableReason(directory, false)).toMatch(/characters/),
);

test('the path of a data directory must be short enough for its sockets', () => {
  expect(unusableReason(`/${'a'.repeat(67)}`, false)).toBeUndefined();
  expect(unusableReason(`/${'a'.repeat(68)}`, false)).toMatch(/longer than 68/);
});

test('the accounts of the services cannot access a closed directory; without root there are none', () => {
  const closed = mkdtempSync(path.join(os.tmpdir(), 'closed-'));
  chmodSync(closed, 0o700);
  try {
    expect(unusableReason(path.join(closed, 'data'), true)).toContain(closed);
    expect(unusableReason(path.join(closed, 'data'), false)).toBeUndefined();
  } finally {
    rmSync(closed, { recursive: true });
  }
});

test('a directory that cannot be written is refused immediately', () => {
  expect(() => requireUsable('/proc/data')).toThrow(/The data directory \/proc\/data cannot be written/);
});

test('a secret is overwritten with its mode, even if it cannot be opened for writing', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'owned-'));
  try {
    const file = path.join(directory, 'secret');
    writeFileSync(file, 'old', { mode: 0o444 });
    writeOwned(file, 'new', 0o400);
    expect(statSync(file).mode & 0o777).toBe(0o400);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('a value with quotes is read back by the shell', () => {
  expect(shellQuoted(`it's "x" $y`)).toBe(`'it'\\''s "x" $y'`);
  expect(parseStackEnvironment(`A_VALUE=${shellQuoted(`it's "x" $y`)}\n`)).toEqual({ A_VALUE: `it's "x" $y` });
});
