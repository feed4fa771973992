import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { hostNetwork, inNetwork, isAddress, isNetwork, networkAround, signInNetwork } from './values';

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.0/24', true],
    ['203.0.114.7', '203.0.113.0/24', false],
    ['203.0.113.7', '0.0.0.0/0', true],
    ['203.0.113.7', '::/0', false],
    ['2001:db8::7', '2001:db8::/32', true],
    ['2001:db9::7', '2001:db8::/32', false],
    ['2001:db8:0:0:0:0:0:7', '2001:db8::7', true],
    ['::ffff:203.0.113.7', '::ffff:cb00:7107', true],
    ['nonsense', '10.0.0.0/8', false],
  ])('%s in %s: %s', (ip, network, is) => expect(inNetwork(ip, network)).toBe(is));

  it.each([
    ['203.0.113.7', true],
    ['203.0.113.0/24', true],
    ['2001:db8::/32', true],
    ['::', true],
    ['203.0.113.256', false],
    ['203.0.113.07', false],
    ['203.0.113.0/33', false],
    ['203.0.113.0/024', false],
    ['203.0.113.0/24/1', false],
    ['2001:db8::/129', false],
    ['1::2::3', false],
    ['', false],
  ])('or a network: %s: %s', (text, is) => expect(isNetwork(text)).toBe(is));

  it('is in a network', () => {
    expect(networkAround('203.0.113.7')).toBe('203.0.113.0/24');
    expect(networkAround('2001:db8:1:2::7')).toBe('2001:db8:1::/48');
    expect(networkAround('2001:db8:1:2::5')).toBe('2001:db8:1::/48');
  });

  it('of a sign-in is compared by its /24 or /64', () => {
    expect(signInNetwork('203.0.113.7')).toBe('203.0.113.0/24');
    expect(signInNetwork('2001:db8:1:2::7')).toBe('2001:db8:1:2::/64');
    expect(signInNetwork('::1')).toBe('0:0:0:0::/64');
  });

  it('that was truncated is in the same network', () => {
    expect(networkAround('203.0.113.0/24')).toBe('203.0.113.0/24');
    expect(networkAround('2001:db8:1::/48')).toBe('2001:db8:1::/48');
    expect(hostNetwork('2001:db8:1::/48')).toBe('2001:db8:1:0::/64');
    expect(hostNetwork('203.0.113.0/24')).toBe('203.0.113.0/24');
  });

  it.each([
    '0.0.0.0',
    '255.255.255.255',
    '1.2.3',
    '1.2.3.4.5',
    '010.1.1.1',
    '256.1.1.1',
    ':',
    '::',
    ':::',
    '::1',
    '1::',
    ':1::',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7::',
    '1:2:3:4::5:6:7:8',
    '1:2:3:4:5:6:7:8::',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:1.2.3.4',
    '1:2:3:4:5:6:7:1.2.3.4',
    '::ffff:192.0.2.1',
    '::1.2.3.999',
    '::1.2.3.04',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '12345::',
    'g::',
    '2001:DB8::A',
    ' ::1',
    '::1\n',
    '12:30:45',
    'fe80::1/64',
  ])('%j is one when node:net says so', (text) => expect(isAddress(text)).toBe(isIP(text) !== 0));
});
