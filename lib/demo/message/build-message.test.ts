import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { calendar, docx, landscape, pdf, png, zip } from './attachments';
import { buildMessage, type Message } from './build-message';
import { type Charset, encodeText, fits } from './charset';
import { encodedWords, quotedPrintable } from './encoding';

const message: Message = {
  from: { name: 'Jürgen "der Maler" Öhler', address: 'j@glashütte-tirol.example' },
  to: [
    { name: '田中 健二', address: 'kenji@b.example' },
    { name: 'O’Connell, Sarah', address: 'sarah@c.example' },
  ],
  subject: 'Größen, Maße und 🏔 Übersichten für die Verglasung im dritten Stockwerk des Neubaus an der Äußeren Straße',
  date: new Date('2026-03-04T05:06:07Z'),
  messageId: '<1@a.example>',
  references: Array.from({ length: 12 }, (_, n) => `<${n}.${'x'.repeat(30)}@a.example>`),
  text: `Grüße.\n\n${'Ein langer Satz ohne Umbruch. '.repeat(40)}\nEnde \n.\n`,
};

const parse = (source: Buffer) => PostalMime.parse(source);

describe('a message', () => {
  it('keeps every line within 78 characters and every header in ASCII', () => {
    const source = buildMessage(
      { ...message, html: '<p>ä</p>', attachments: [pdf('Übersicht (2).pdf', 'x', ['y'])] },
      'b',
    ).toString('latin1');
    for (const line of source.split('\r\n')) expect(line.length, line).toBeLessThanOrEqual(78);
    const [head] = source.split('\r\n\r\n');
    expect(head).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(source.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('can be parsed again', async () => {
    const read = await parse(buildMessage(message, 'b'));
    expect(read.subject).toBe(message.subject);
    expect(read.from).toMatchObject({ name: 'Jürgen "der Maler" Öhler', address: 'j@xn--glashtte-tirol-ksb.example' });
    expect(read.to?.map((to) => to.name)).toEqual(['田中 健二', 'O’Connell, Sarah']);
    expect(read.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(message.text?.trimEnd());
    expect(read.references?.split(/\s+/)).toEqual(message.references);
  });

  it.each<[Charset, string]>([
    ['iso-8859-1', 'Grüße aus München'],
    ['iso-8859-2', 'Zażółć gęślą jaźń'],
    ['iso-8859-7', 'Καλημέρα σας'],
    ['windows-1252', 'L’été – 12 €'],
    ['windows-1256', 'السلام عليكم'],
    ['koi8-u', 'Доброго дня, їжак'],
    ['iso-2022-jp', 'お見積りの件について(東京)'],
  ])('in %s', async (charset, text) => {
    expect(fits(text, charset)).toBe(true);
    expect(new TextDecoder(charset).decode(encodeText(text, charset))).toBe(text);
    const read = await parse(buildMessage({ ...message, charset, subject: text, text }, 'b'));
    expect(read.subject).toBe(text);
    expect(read.text?.trim()).toBe(text);
  });

  it('ISO-8859-1 has no typographic characters', () => {
    expect(fits('L’été', 'iso-8859-1')).toBe(false);
    expect(fits('L’été', 'windows-1252')).toBe(true);
    expect(fits("L'été", 'iso-8859-1')).toBe(true);
  });

  it('falls back to UTF-8 for characters that the character set lacks', async () => {
    const read = await parse(buildMessage({ ...message, charset: 'iso-8859-1', text: '日本 ok' }, 'b'));
    expect(read.text?.trim()).toBe('日本 ok');
  });

  it('contains an inline picture, an attachment and an alternative', async () => {
    const read = await parse(
      buildMessage(
        {
          ...message,
          html: '<img src="cid:a@x">',
          attachments: [
            { type: 'image/png', fileName: 'bild.png', bytes: landscape(20, 10, 0.5), contentId: 'a@x' },
            docx('Vertrag für Ä.docx', ['Eins & zwei']),
          ],
        },
        'b',
      ),
    );
    expect(read.attachments.map((a) => [a.filename, a.disposition])).toEqual([
      ['bild.png', 'inline'],
      ['Vertrag für Ä.docx', 'attachment'],
    ]);
    expect(read.html).toContain('cid:a@x');
    expect(read.text).toContain('Grüße');
  });
});

describe('encodings', () => {
  it('splits no character between encoded words, and none is longer than 62', () => {
    const text = '🏔️'.repeat(30) + 'ä'.repeat(50);
    for (const word of encodedWords(text)) {
      expect(word.length).toBeLessThanOrEqual(62);
      const [, , , body] = word.split('?');
      expect(Buffer.from(body ?? '', 'base64').toString('utf8')).not.toContain('\ufffd');
    }
  });

  it('encodes a space at the end of a line', () => {
    expect(quotedPrintable(Buffer.from('a \nb'))).toBe('a=20\r\nb');
    expect(quotedPrintable(Buffer.from('a='))).toBe('a=3D');
  });
});

describe('attachments', () => {
  it('have the signatures of their formats', () => {
    expect(
      png(1, 1, () => [1, 2, 3])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    const archive = zip([{ name: 'a', content: 'b' }]);
    expect(archive.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
    expect(archive.subarray(-22, -18).toString('latin1')).toBe('PK\x05\x06');
    const document = pdf('a.pdf', 'Titel (1)', ['Grüße \\']).bytes.toString('latin1');
    const at = Number(/startxref\n(\d+)/.exec(document)?.[1]);
    expect(document.slice(at, at + 4)).toBe('xref');
  });

  it('fold calendar lines at 75 octets', () => {
    const person = { name: 'Ä'.repeat(60), address: 'a@b.example' };
    const text = calendar({
      uid: '1',
      stamp: new Date(0),
      start: new Date(0),
      minutes: 30,
      summary: 'Größe, '.repeat(20),
      location: 'x',
      organizer: person,
      attendee: person,
    });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).toContain('DTEND:19700101T003000Z');
  });
});
