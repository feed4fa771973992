import { expect, it } from 'vitest';
import { guess } from './guess';

it.each(['203.0.113.7', ' 203.0.113.7 ', '2001:db8::1', '::', '::ffff:192.0.2.1', '2001:DB8:0:0:0:0:0:1'])(
  '%j is an IP',
  (text) => expect(guess(text).kind).toBe('ip'),
);

it.each(['256.1.1.1', '1.2.3', '1:2', '2001:db8::1::2', '12:30:45', '::1.2.3.999', ':::'])('%j is no IP', (text) =>
  expect(guess(text).kind).not.toBe('ip'),
);

it.each(['<a@b>', '<CAF+1=x@mail.example', '20260101.0123456789abcdef@host.example', '9f8b7c6d5e4f3a2b1c0d@x.example'])(
  '%j is a Message-ID',
  (text) => expect(guess(text)).toMatchObject({ kind: 'message', messageId: expect.stringMatching(/^<[^<>]+>$/) }),
);

it.each(['Anna.Berger@alpenglas.example', 'anna+news@alpenglas.example', '"odd name"@x.example'])(
  '%j is an address unless it has spaces',
  (text) => expect(guess(text).kind).toBe(text.includes(' ') ? 'text' : 'address'),
);

it.each(['alpenglas.example', 'bücher.example'])('%j is a domain', (text) =>
  expect(guess(text)).toEqual({ kind: 'domain', domain: text }),
);

it.each(['anna', '', '   ', "'; drop table", '1.2', 'a b.c'])('%j is just text', (text) =>
  expect(guess(text).kind).toBe('text'),
);
