import { expect, it } from 'vitest';
import { beyond } from './trim-removed';

const message = (uid: number, bytes: number, at: string) => ({ uid, bytes, at });
const three = [
  message(3, 40, '2026-01-02 10:00:00'),
  message(1, 40, '2026-01-03 10:00:00'),
  message(2, 40, '2026-01-01 10:00:00'),
];
const uids = (maxBytes: number) => beyond(three, maxBytes).map(({ uid }) => uid);

it.each([
  [120, []],
  [119, [2]],
  [80, [2]],
  [79, [2, 3]],
  [0, [2, 3, 1]],
])('with room for %i bytes the oldest removals go, and no more than must', (maxBytes, gone) => {
  expect(uids(maxBytes)).toEqual(gone);
});

it('takes the order of arrival for removals in the same second', () => {
  const same = [message(9, 10, 'x'), message(8, 10, 'x')];
  expect(beyond(same, 10).map(({ uid }) => uid)).toEqual([8]);
});

it('removes nothing from an empty folder', () => {
  expect(beyond([], 0)).toEqual([]);
});
