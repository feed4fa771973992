import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { beginAttempt } from '.';

let last = 0;

/** Each attempt comes from its own address, because the lock-out also counts by address. */
const from = () => {
  last += 1;
  return { ip: `2001:db8:2::${process.pid.toString(16)}:${last.toString(16)}`, userAgent: 'test' };
};

it('resets and invitations are counted separately from sign-ins', async () => {
  const name = `${randomUUID()}@nowhere.test`;
  const tries = [];
  for (let turn = 0; turn < 4; turn += 1) tries.push(await beginAttempt(name, from(), 'reset'));
  expect(tries.map((id) => id !== null)).toEqual([true, true, true, false]);
  expect(await beginAttempt(name, from(), 'password')).not.toBeNull();
});
