import { describe, expect, it } from 'vitest';
import { hasAttachment, listedFields, openedFields, readEnvelope } from './envelope';

const fetched = (fields: Record<string, string>) =>
  new Map(
    Object.entries(fields).map(([name, value]) => [
      name.toUpperCase(),
      Buffer.from(`${name}: ${value}\r\n\r\n`).subarray(
        0,
        openedFields.find((field) => field.name === name.toUpperCase())?.maxBytes,
      ),
    ]),
  );

describe('an envelope', () => {
  it('has decoded names, addresses of groups, and the date', () => {
    const envelope = readEnvelope(
      fetched({
        From: '=?utf-8?q?M=C3=BCller=2C_A?=\r\n <a@x.example>',
        To: 'staff: b@x.example, "C, D" <c@x.example>;, d@x.example',
        Subject: '=?utf-8?b?Zm9v?= =?iso-8859-1?q?_b=E4r?=\r\n baz',
        Date: 'Thu, 05 Nov 2026 10:00:00 +0000',
        'Message-ID': '<1@x.example>',
      }),
      openedFields,
    );
    expect(envelope).toMatchObject({
      from: [{ name: 'Müller, A', address: 'a@x.example' }],
      sender: [{ name: 'Müller, A', address: 'a@x.example' }],
      replyTo: [{ name: 'Müller, A', address: 'a@x.example' }],
      to: [
        { name: '', address: 'b@x.example' },
        { name: 'C, D', address: 'c@x.example' },
        { name: '', address: 'd@x.example' },
      ],
      cc: [],
      subject: 'foo bär baz',
      messageId: '<1@x.example>',
      date: new Date('2026-11-05T10:00:00Z'),
    });
  });

  it('has text in the charset that fits', () => {
    const raw = new Map([['SUBJECT', Buffer.from('Subject: caf\xe9\r\n\r\n', 'latin1')]]);
    expect(readEnvelope(raw, listedFields).subject).toBe('café');
    expect(readEnvelope(fetched({ Subject: 'café' }), listedFields).subject).toBe('café');
  });

  it('without fields is empty, and the first of repeated fields counts', () => {
    expect(readEnvelope(new Map(), listedFields)).toMatchObject({ from: [], subject: '', date: undefined });
    const twice = new Map([['SUBJECT', Buffer.from('Subject: one\r\nSubject: two\r\n\r\n')]]);
    expect(readEnvelope(twice, listedFields).subject).toBe('one');
  });

  it('of many recipients has the whole addresses of those that were fetched, in no time', () => {
    const start = performance.now();
    const { to } = readEnvelope(fetched({ To: 'someone@x.example, '.repeat(50_000) }), openedFields);
    expect(performance.now() - start).toBeLessThan(500);
    expect(to.length).toBeGreaterThan(200);
    expect(new Set(to.map(({ address }) => address))).toEqual(new Set(['someone@x.example']));
  });

  it.each(['(', '"', '<', 'a:', 'a:b;', '=?', '=?utf-8?q?a?= ', '\\"', '@', ',', '\r\n '])(
    'of %j alone is read in no time',
    (unit) => {
      const start = performance.now();
      readEnvelope(
        fetched({ From: unit.repeat(20_000), To: unit.repeat(20_000), Subject: unit.repeat(20_000) }),
        openedFields,
      );
      expect(performance.now() - start).toBeLessThan(500);
    },
  );
});

it('the mark of an attachment follows the type', () => {
  const mark = (type: string) => hasAttachment(Buffer.from(`Content-Type: ${type}\r\n\r\n`));
  expect(['multipart/mixed; boundary=b', 'MULTIPART/Mixed', 'application/pdf', 'image/png'].map(mark)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['text/plain', 'multipart/alternative; x="multipart/mixed"', 'multipart/related', ''].map(mark)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(hasAttachment(undefined)).toBe(false);
});
