import { expect, it } from 'vitest';
import { recoveryLimit } from './recovery-area';

const MiB = 1024n * 1024n;

it.each([
  [1n * MiB, 100n * MiB],
  [100n * MiB, 100n * MiB],
  [101n * MiB, 101n * MiB],
  [50_000n * MiB, 50_000n * MiB],
])('a mailbox of %d bytes has %d for recovery', (quota, limit) => {
  expect(recoveryLimit(quota)).toBe(limit);
});
