import { expect, it } from 'vitest';
import { placeOf } from '.';

it.each([
  ['88.198.0.1', 'DE'],
  ['8.8.8.8', 'US'],
  ['2a00:1450::1', 'IE'],
  ['127.0.0.1', 'local'],
  ['192.168.178.20', 'local'],
  ['::1', 'local'],
  ['fe80::1', 'local'],
  ['203.0.113.7', null],
  ['2001:db8::7', null],
  ['not an address', null],
  [null, null],
])('%s is in %s', (ip, place) => expect(placeOf(ip)).toBe(place));
