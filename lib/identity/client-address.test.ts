import { expect, it } from 'vitest';
import { clientAddress } from './client-address';

it.each([
  ['198.51.100.7', '198.51.100.7', 'a browser without a proxy'],
  ['203.0.113.9, 198.51.100.7', '198.51.100.7', 'a browser that claims another address'],
  ['203.0.113.9, 127.0.0.1', '203.0.113.9', 'a proxy on this host'],
  ['10.0.0.1, 203.0.113.9, ::1', '203.0.113.9', 'a claim before what the proxy saw'],
  ['::ffff:198.51.100.7', '198.51.100.7', 'IPv4 in the dress of IPv6'],
  ['2001:db8::7', '2001:db8::7', 'IPv6'],
  ['127.0.0.1', '127.0.0.1', 'this host itself'],
  ['not an address, 127.0.0.1', '127.0.0.1', 'nonsense from the proxy'],
  ['"; DROP TABLE, also nonsense', '127.0.0.1', 'nothing but nonsense'],
  ['', '127.0.0.1', 'no word at all'],
])('%j is %s: %s', (header, address) => {
  expect(clientAddress(new Headers(header ? { 'x-forwarded-for': header } : {}))).toBe(address);
});
