import { expect, it, vi } from 'vitest';
import { entry, log } from '.';

const at = new Date('2026-11-28T12:00:00.000Z');

it('an entry is one line with time and level', () => {
  expect(entry(at, 'info', 'worker started')).toBe('2026-11-28T12:00:00.000Z info worker started');
});

it('text cannot start an entry or move the cursor of a terminal', () => {
  const forged = entry(at, 'error', 'no such user\n2026-11-28T12:00:00.000Z info all is well\r\u001b[2J\u2028x');
  expect(forged).toBe(
    '2026-11-28T12:00:00.000Z error no such user\n' +
      '    2026-11-28T12:00:00.000Z info all is well\\u000d\\u001b[2J\\u2028x',
  );
});

it('an error has its stack and cause', () => {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  log.error('fault 1a2b3c4d', new Error('outer', { cause: new Error('inner') }));
  const [text = ''] = written;
  expect(written).toHaveLength(1);
  expect(text).toMatch(/^\S+Z error fault 1a2b3c4d: Error: outer\n {4}/);
  expect(text).toContain('inner');
  expect(text).toContain('log.test.ts');
  expect(
    text
      .trimEnd()
      .split('\n')
      .slice(1)
      .every((line) => line.startsWith('    ')),
  ).toBe(true);
});
