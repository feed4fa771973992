import { expect, it } from 'vitest';
import { byKey, sortKey } from './sort-key';

const row = (value: string | number | null) => ({ getValue: () => sortKey(value) });
const sorted = (...values: string[]) => values.toSorted((a, b) => byKey(row(a), row(b), 'x'));

it('sorts addresses numerically', () => {
  expect(sorted('10.0.0.10', '10.0.0.9', '9.0.0.1')).toEqual(['9.0.0.1', '10.0.0.9', '10.0.0.10']);
});

it('ignores case and accents', () => {
  expect(sorted('Zoë', 'élan', 'Eduard', 'zoe')).toEqual(['Eduard', 'élan', 'Zoë', 'zoe']);
});

it('keeps numbers as numbers and nothing as undefined', () => {
  expect(byKey(row(9), row(10), 'x')).toBe(-1);
  expect(sortKey(null)).toBeUndefined();
  expect(sortKey(0)).toBe(0);
});
