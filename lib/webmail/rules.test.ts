import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Key } from '@/lib/imap';
import { headersFor } from './attachment';
import { cleanAddress, cleanFileName, cleanLine } from './clean';
import { decodeCharset, decodeTransfer, transferDecoder } from './decode';
import { arrange } from './folders';
import { headerField, messageIds } from './header';
import { people, senderWarnings } from './people';
import { prefixed } from './prepare';
import { isPublicAddress } from './public-address';
import { normalAddress, parsePeople } from './recipients';
import { pictureType } from './remote-picture';
import { draftShape } from './requests';
import { toSearchKeys } from './search-query';
import { folderToSlug, slugToFolder } from './shapes';
import { readStructure } from './structure';

describe('header text', () => {
  it('cannot reorder, hide or break lines', () => {
    expect(cleanLine('a\u202Egpj.exe\r\nBcc: x\u0000\u2066z')).toBe('agpj.exe Bcc: x z');
    expect(cleanAddress('a b\u200b@x.example')).toBe('ab@x.example');
    expect(cleanLine('x'.repeat(500))).toHaveLength(500);
    expect(cleanLine('x'.repeat(501))).toHaveLength(500);
  });

  it('removes paths from file names', () => {
    expect(cleanFileName('../../etc/passwd', 'f')).toBe('_.._etc_passwd');
    expect(cleanFileName('\u202egpj.exe', 'f')).toBe('gpj.exe');
    expect(cleanFileName('C:\\x\\y.txt', 'f')).toBe('C_x_y.txt');
    expect(cleanFileName('...', 'f')).toBe('f');
  });

  it('shows misleading senders', () => {
    const codes = (name: string, address: string, replyTo: string[] = []) =>
      senderWarnings(
        { name, address },
        replyTo.map((one) => ({ name: '', address: one })),
      ).map((one) => one.code);
    expect(codes('service@paypal.com', 'x@evil.example')).toEqual(['name-shows-other-address']);
    expect(codes('x@evil.example', 'x@evil.example')).toEqual([]);
    expect(codes('\u0420aypal', 'x@evil.example')).toEqual(['name-mixes-scripts']);
    expect(codes('Анна Berger', 'anna@a.example')).toEqual([]);
    expect(codes('Shop', 'a@xn--pypal-4ve.com')).toEqual(['domain-not-ascii']);
    expect(codes('Shop', 'a@shop.example', ['b@evil.example'])).toEqual(['reply-elsewhere']);
    expect(people([{ name: '"Someone" <valid@example.net>', address: 'attacker@example.org' }])[0]?.address).toBe(
      'attacker@example.org',
    );
  });

  it('is read by field, with continuation lines', () => {
    const raw = Buffer.from('Subject: x\r\nReferences: <a@b>\r\n\t<c@d>\r\nX: y\r\n');
    expect(messageIds(headerField(raw, 'references'))).toEqual(['<a@b>', '<c@d>']);
    expect(headerField(raw, 'in-reply-to')).toBe('');
  });

  it('gets one prefix', () => {
    expect(prefixed('Re', 'AW: Re[2]: Fwd: Hello')).toBe('Re: Hello');
    expect(prefixed('Fwd', 'Reise nach Rom')).toBe('Fwd: Reise nach Rom');
  });
});

describe('recipients', () => {
  it('are read with names, quotes and several separators', () => {
    expect(parsePeople('"Berger, Anna" <a@x.example>; b@y.example, C D <c@münchen.example>', 'to')).toEqual([
      { name: 'Berger, Anna', address: 'a@x.example' },
      { name: '', address: 'b@y.example' },
      { name: 'C D', address: 'c@xn--mnchen-3ya.example' },
    ]);
  });

  it('that are invalid are refused with their text', () => {
    for (const bad of [
      'nobody',
      'a@',
      '@b',
      'a b@c.example',
      'a@b@c.example',
      'a@-x.example',
      'a@x..example',
      '<a@b.example',
      `${'x'.repeat(65)}@y.example`,
    ]) {
      expect(() => parsePeople(bad, 'to'), bad).toThrow('invalid');
    }
    expect(normalAddress(`${'x'.repeat(64)}@y.example`)).not.toBeNull();
    expect(normalAddress('a+tag@x.example')).toBe('a+tag@x.example');
    expect(normalAddress('"odd name"@x.example')).toBe('"odd name"@x.example');
    expect(normalAddress('"a\r\nRCPT TO:<b@c>"@x.example')).toBeNull();
    expect(() => parsePeople('a@b.example\r\nBcc: c@d.example', 'to')).toThrow('invalid');
  });

  it('are at most 200', () => {
    const line = (n: number) => Array.from({ length: n }, (_, i) => `u${i}@x.example`).join(',');
    expect(parsePeople(line(200), 'to')).toHaveLength(200);
    expect(() => parsePeople(line(201), 'to')).toThrow('too-large');
  });

  it('and subjects contain no line breaks', () => {
    const draft = { from: 'a@b.example', subject: 'x\r\nBcc: c@d.example' };
    expect(draftShape.safeParse(draft).success).toBe(false);
    expect(draftShape.safeParse({ ...draft, subject: 'x' }).success).toBe(true);
    expect(draftShape.safeParse({ ...draft, subject: 'x', to: 'a@b\u0000' }).success).toBe(false);
  });
});

describe('encodings', () => {
  it('are decoded even if they are invalid', () => {
    expect(decodeTransfer(Buffer.from('SGVs\r\nbG8=!!'), 'BASE64').toString()).toBe('Hello');
    expect(decodeTransfer(Buffer.from('a=3D=\r\nb=ZZ=C3=A9 \t\r\n='), 'quoted-printable').toString()).toBe(
      'a=b=ZZé\r\n=',
    );
    expect(decodeTransfer(Buffer.from('x'), 'x-nonsense').toString()).toBe('x');
    expect(decodeTransfer(Buffer.from(' \t\r\n \na \n b'), 'quoted-printable').toString()).toBe('\r\n\na\n b');
  });

  it('are fast for a message that contains only spaces', () => {
    const raw = Buffer.from(`${' '.repeat(1_200_000)}x`);
    const start = performance.now();
    expect(decodeTransfer(raw, 'quoted-printable').length).toBe(raw.length);
    // Linear time is a few milliseconds, quadratic time is half an hour.
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('use the given charset, or the best guess', () => {
    expect(decodeCharset(Buffer.from([0xe9]), 'iso-8859-1')).toBe('é');
    expect(decodeCharset(Buffer.from('é'), 'us-ascii')).toBe('é');
    expect(decodeCharset(Buffer.from([0xe9]), 'utf-8')).toBe('é');
    expect(decodeCharset(Buffer.from([0x82, 0xa0]), 'Shift_JIS')).toBe('あ');
    expect(decodeCharset(Buffer.from('x'), 'x-none-such')).toBe('x');
  });
});

describe('MIME', () => {
  const leaf = (type: string, part: string, more = {}) => ({ type, part, size: 100, ...more });

  it('has one text, its pictures and its files', () => {
    const parts = readStructure({
      type: 'multipart/mixed',
      childNodes: [
        {
          type: 'multipart/related',
          childNodes: [
            { type: 'multipart/alternative', childNodes: [leaf('text/plain', '1.1.1'), leaf('text/html', '1.1.2')] },
            leaf('image/png', '1.2', { id: '<logo>' }),
          ],
        },
        leaf('application/pdf', '2', { disposition: 'attachment', dispositionParameters: { filename: 'a.pdf' } }),
        leaf('message/rfc822', '3', { childNodes: [leaf('text/html', '3.1')] }),
        leaf('text/plain', '4'),
      ],
    });
    expect([parts.text?.part, parts.html?.part]).toEqual(['1.1.1', '1.1.2']);
    expect(parts.inline.map((one) => one.cid)).toEqual(['logo']);
    expect(parts.attachments.map((one) => one.name)).toEqual(['a.pdf', 'message.eml', 'part-4.txt']);
  });

  it('with a single part is the text, or the file', () => {
    expect(readStructure({ type: 'text/html' }).html?.part).toBe('1');
    expect(readStructure({ type: 'text/html', disposition: 'attachment' }).html).toBeNull();
    expect(readStructure({ type: 'application/pdf' }).attachments).toHaveLength(1);
    expect(readStructure(undefined).attachments).toEqual([]);
  });

  it('with too many parts or levels is truncated', () => {
    const many = (n: number) => ({
      type: 'multipart/mixed',
      childNodes: Array.from({ length: n }, (_, i) => leaf('image/png', `${i + 1}`)),
    });
    expect(readStructure(many(300)).cut).toBe(false);
    expect(readStructure(many(301))).toMatchObject({ cut: true });
    let deep: Parameters<typeof readStructure>[0] = leaf('text/plain', '1');
    for (let i = 0; i < 5000; i += 1)
      deep = { type: 'multipart/mixed', childNodes: [deep as NonNullable<typeof deep>] };
    expect(readStructure(deep)).toMatchObject({ cut: true, text: null });
  });
});

describe('a download', () => {
  it('is never run by the browser', () => {
    for (const type of [
      'text/html',
      'image/svg+xml',
      'application/xhtml+xml',
      'text/xml',
      'application/javascript',
      'text/css',
      'application/x-shockwave-flash',
    ]) {
      expect(headersFor('x', type)['content-type']).toBe('application/octet-stream');
    }
    const headers = headersFor('fact"ure\u00e9;%.pdf', 'application/pdf');
    expect(headers['content-disposition']).toBe(
      `attachment; filename="fact_ure_;_.pdf"; filename*=UTF-8''fact%22ure%C3%A9%3B%25.pdf`,
    );
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('is a picture only by its bytes', () => {
    expect(pictureType(Buffer.from('89504e470d0a1a0a', 'hex'))).toBe('image/png');
    expect(pictureType(Buffer.from('<svg onload=alert(1)>'))).toBeNull();
    expect(pictureType(Buffer.from('GIF89a<script>'))).toBe('image/gif');
    expect(pictureType(Buffer.alloc(0))).toBeNull();
  });
});

describe('the picture proxy asks', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    '2001::1',
    'localhost',
    '',
  ])('nothing of %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:2800:220:1::1', '2a00:1450::1'])(
    '%s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('a search', () => {
  it('sends typed text only as literals', () => {
    const words = 'x") FETCH 1:* (BODY[]) {5}\r\nA LOGOUT';
    const atoms: string[] = [];
    const collect = (keys: Key[]) => {
      for (const key of keys) {
        if (Array.isArray(key)) collect(key);
        else if ('atom' in key) atoms.push(key.atom);
      }
    };
    const found = toSearchKeys(`${words} from:${words} -subject:"${words}" before:1;2 larger:9)x is:)( has:"x`);
    collect([...found.keys, ...found.without]);
    expect(new Set(atoms)).toEqual(new Set(['OR', 'SUBJECT', 'FROM', 'TO', 'BODY']));
  });

  it('supports its operators', () => {
    expect(toSearchKeys('from:anna -is:unread before:2026-03-05 larger:2M -subject:"two words"')).toEqual({
      keys: [
        [{ atom: 'FROM' }, { literal: 'anna' }],
        [{ atom: 'NOT' }, { atom: 'UNSEEN' }],
        [{ atom: 'BEFORE' }, { atom: '5-Mar-2026' }],
        [{ atom: 'LARGER' }, { atom: '2097152' }],
      ],
      without: [[{ atom: 'SUBJECT' }, { literal: 'two words' }]],
    });
    expect(toSearchKeys('before:2026-02-31').keys).toEqual([]);
    expect(toSearchKeys('http://x').keys).toHaveLength(1);
  });
});

describe('folders', () => {
  it('have addresses that are decoded to the same path', () => {
    for (const path of ['INBOX', 'Projects/Alpha', '.hidden', '..', 'a~b~1', 'Größe & Maß?', '~2x', '100%', 'a/.b']) {
      const slug = folderToSlug(path);
      expect(slug).not.toMatch(/[/?#]|^\./);
      expect(slugToFolder(slug)).toBe(path);
    }
    expect(slugToFolder('%zz')).toBe('%zz');
  });

  it('are sorted: special ones first, then by name', () => {
    const row = (path: string, special: string | null = null) => ({
      path,
      name: path,
      parent: '',
      delimiter: '/',
      special,
      selectable: true,
      messages: 0,
      unseen: 0,
      uidValidity: '1',
      uidNext: 1,
      modseq: '1',
    });
    expect(
      arrange([row('Zoo'), row('Trash', '\\Trash'), row('Alpha'), row('INBOX', '\\Inbox')]).map((one) => one.path),
    ).toEqual(['INBOX', 'Trash', 'Alpha', 'Zoo']);
  });
});

describe('a part that is decoded piece by piece', () => {
  const bytes = Buffer.from('caf\u00e9 = tea \t\r\nline two '.repeat(50));
  const escaped = [...bytes].map((b) =>
    b < 33 || b > 126 || b === 61 ? `=${b.toString(16).padStart(2, '0').toUpperCase()}` : String.fromCharCode(b),
  );
  const lines: string[] = [];
  for (let i = 0; i < escaped.length; i += 20) lines.push(escaped.slice(i, i + 20).join(''));
  const wrapped = bytes.toString('base64').replace(/(.{76})/g, '$1\r\n');
  const sources = { base64: wrapped, 'quoted-printable': lines.join('=\r\n'), '8bit': bytes.toString('latin1') };

  it.each([1, 2, 3, 7, 64, 5000])('is the same in pieces of %i bytes', async (size) => {
    for (const [encoding, source] of Object.entries(sources)) {
      const raw = Buffer.from(source, 'latin1');
      const pieces: Buffer[] = [];
      for (let i = 0; i < raw.length; i += size) pieces.push(raw.subarray(i, i + size));
      const decoded = await buffer(Readable.from(pieces).pipe(transferDecoder(encoding)));
      expect([encoding, decoded.equals(bytes)]).toEqual([encoding, true]);
    }
  });

  it('of one endless line is decoded too', async () => {
    const pieces = Array.from({ length: 40 }, () => Buffer.from(`${'=41b'.repeat(5000)}=4`));
    const decoded = await buffer(
      Readable.from([...pieces, Buffer.from('1')]).pipe(transferDecoder('quoted-printable')),
    );
    expect(decoded.length).toBeGreaterThan(40 * 10_000);
  });
});
