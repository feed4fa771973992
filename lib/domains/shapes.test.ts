import { describe, expect, it } from 'vitest';
import { quotaBytes } from './shapes';

describe('quotaBytes', () => {
  it.each([0, -1, 1024, 1.5, Number.NaN, '', 'many'])('refuses %j', (value) => {
    expect(quotaBytes.safeParse(value).success).toBe(false);
  });
  it('takes a megabyte', () => {
    expect(quotaBytes.parse('1048576')).toBe(1_048_576);
  });
});
