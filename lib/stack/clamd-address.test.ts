import { expect, it } from 'vitest';
import { clamdAddress } from './settings';

it.each(['', '127.0.0.1:3310', 'clamd.example:3310', '[2001:db8::1]:3310', '/run/clamav/clamd.ctl'])(
  'accepts %j',
  (text) => {
    expect(clamdAddress(text)).toBe(text);
  },
);

it.each(['clamd', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:70000', 'run/clamd.ctl', '/run/"; x', '/a\nb', 'a:1\n'])(
  'refuses %j',
  (text) => {
    expect(() => clamdAddress(text)).toThrow('MILEPOST_CLAMD');
  },
);
