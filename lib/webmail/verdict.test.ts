import { describe, expect, it } from 'vitest';
import { isUnverified, readVerdict } from './verdict';

const host = 'mx.host.example';
const ours = (results: string) => `Authentication-Results: ${host}; ${results}\r\n`;

describe('the verdict of this host', () => {
  it('is read from its own field', () => {
    const fields =
      'Authentication-Results: other.example; dmarc=pass\r\n' +
      ours(
        'dkim=fail header.d=x.example;\r\n\tdmarc=fail (policy=none) header.from=x.example;\r\n\tspf=softfail (a; b)',
      );
    expect(readVerdict(fields, host)).toEqual({ spf: 'softfail', dkim: 'fail', dmarc: 'fail' });
  });

  it.each([
    ['no field', ''],
    ['another host', 'Authentication-Results: mx.host.example.evil.example; dmarc=pass\r\n'],
    ['our name with something behind', `Authentication-Results: ${host} evil; dmarc=pass\r\n`],
  ])('is none: %s', (_, fields) => {
    expect(readVerdict(fields, host)).toBeNull();
  });

  it.each([
    ['dmarc=pass header.from=x; spf=fail', false],
    ['none', false],
    ['dmarc=none; spf=pass smtp.mailfrom=x', false],
    ['dmarc=none; spf=fail; dkim=fail; dkim=pass', false],
    ['dmarc=fail; spf=pass', true],
    ['dmarc=none; spf=softfail', true],
    ['spf=none; dkim=permerror', true],
  ])('"%s" leaves the sender unverified: %s', (results, is) => {
    const verdict = readVerdict(ours(results), host);
    expect(verdict && isUnverified(verdict)).toBe(is);
  });
});
