import { describe, expect, it } from 'vitest';
import { inNetwork, isNetwork, networkAround } from './in-network';

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

  it('has a network around it', () => {
    expect(networkAround('203.0.113.7')).toBe('203.0.113.0/24');
    expect(networkAround('2001:db8:1:2::7')).toBe('2001:db8:1::/48');
  });
});
