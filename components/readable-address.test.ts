import { domainToASCII } from 'node:url';
import { expect, it } from 'vitest';
import { readableAddress } from './readable-address';

it('decodes A-labels', () => {
  for (const domain of [
    'glashütte-tirol.example',
    'bücher.example',
    'münchen.straßen.example',
    '日本語.jp',
    'правда.рф',
    'żółć.pl',
  ]) {
    expect(readableAddress(`info@${domainToASCII(domain)}`)).toBe(`info@${domain}`);
  }
});

it('leaves everything else as it is', () => {
  for (const address of [
    'anna@alpenglas.example',
    '',
    'no-domain',
    'x@xn--',
    'x@xn--a-.example',
    'x@xn--99999999999.example',
    'xn--a@b.c',
  ]) {
    expect(readableAddress(address)).toBe(address);
  }
});

it('does not decode invisible characters', () => {
  // U+202E, right-to-left override, within "ab".
  expect(readableAddress('x@xn--ab-n0t.example')).toBe('x@xn--ab-n0t.example');
});
