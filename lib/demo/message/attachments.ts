import { crc32, deflateSync } from 'node:zlib';
import type { Attachment } from './build-message';

/** A PDF of one page with lines of text (ISO 32000, with a standard font). */
export function pdf(fileName: string, title: string, lines: readonly string[]): Attachment {
  // The encoding of the standard fonts is WinAnsi. Brackets and backslashes are escaped.
  const literal = (text: string) => text.replace(/[^\x20-\xff]/g, '?').replace(/[()\\]/g, '\\$&');
  const stream = [
    'BT /F2 20 Tf 56 770 Td',
    `(${literal(title)}) Tj`,
    '/F1 11 Tf 0 -34 Td 16 TL',
    ...lines.map((line) => `(${literal(line)}) Tj T*`),
    'ET',
    '0.2 0.45 0.7 RG 2 w 56 758 m 540 758 l S',
  ].join('\n');
  const packed = deflateSync(Buffer.from(stream, 'latin1'));
  const objects: Buffer[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    Buffer.concat([
      Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
      packed,
      Buffer.from('\nendstream'),
    ]),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
  ].map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part));
  const pieces: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let at = pieces[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    offsets.push(at);
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    pieces.push(piece);
    at += piece.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return { type: 'application/pdf', fileName, bytes: Buffer.concat(pieces) };
}

type Colour = readonly [number, number, number];

/** A PNG whose pixels are computed by a function (W3C PNG, 8-bit RGB). */
export function png(width: number, height: number, paint: (x: number, y: number) => Colour): Buffer {
  const raw = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = paint(x / width, y / height);
      for (let channel = 0; channel < 3; channel++) {
        raw[y * (1 + width * 3) + 1 + x * 3 + channel] = Math.max(0, Math.min(255, Math.round(colour[channel] ?? 0)));
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A landscape of hills, water and sky; `mood` from 0 to 1 changes the light. */
export function landscape(width: number, height: number, mood: number): Buffer {
  const sky: Colour = [120 + 130 * mood, 170 + 20 * mood, 235 - 90 * mood];
  const far: Colour = [90 + 60 * mood, 120, 150 - 30 * mood];
  const near: Colour = [40 + 50 * mood, 85 + 10 * mood, 70];
  return png(width, height, (x, y) => {
    const ridge = 0.42 + 0.08 * Math.sin(x * 9 + mood * 7) + 0.05 * Math.sin(x * 23 + mood * 3);
    const hill = 0.66 + 0.06 * Math.sin(x * 5 + 2 + mood * 9) + 0.015 * Math.sin(x * 40);
    const light = 1 - 0.25 * y;
    const base = y < ridge ? sky : y < hill ? far : near;
    // Noise, as in a photograph. Without it, the file would have only a few hundred bytes.
    const grain = 7 * (((Math.sin(x * 1297.3 + y * 7919.7 + mood) * 43_758.5453) % 1) - 0.5);
    const sun = Math.hypot(x - 0.2 - mood * 0.55, (y - 0.2) * (height / width)) < 0.055;
    return sun ? [255, 240, 190] : [base[0] * light + grain, base[1] * light + grain, base[2] * light + grain];
  });
}

/** A round mark in one colour on white, like the logo of a company. */
export function logo(hue: Colour): Buffer {
  return png(120, 120, (x, y) => {
    const radius = Math.hypot(x - 0.5, y - 0.5);
    if (radius > 0.46) return [255, 255, 255];
    return radius > 0.36 || Math.abs(x - 0.5) < 0.06 + y * 0.12 ? hue : [255, 255, 255];
  });
}

/** An archive of stored files (PKWARE APPNOTE), the container of a word processor's document. */
export function zip(files: readonly { name: string; content: string }[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content } of files) {
    const data = Buffer.from(content, 'utf8');
    const label = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    // 1 January 2026: the year is counted from 1980.
    common.writeUInt16LE((46 << 9) | (1 << 5) | 1, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(label.length, 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, label]);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, entry, label]));
    local.push(head, data);
    at += head.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** A document of paragraphs (ECMA-376, only the required parts). */
export function docx(fileName: string, paragraphs: readonly string[]): Attachment {
  const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const office = 'http://schemas.openxmlformats.org';
  const bytes = zip([
    {
      name: '[Content_Types].xml',
      content: `${declaration}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: `${declaration}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: 'word/document.xml',
      content: `${declaration}<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${paragraphs
        .map((text) => `<w:p><w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`)
        .join('')}</w:body></w:document>`,
    },
  ]);
  return { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', fileName, bytes };
}

/** An invitation (RFC 5545), with lines folded at 75 octets. */
export function calendar(event: {
  uid: string;
  stamp: Date;
  start: Date;
  minutes: number;
  summary: string;
  location: string;
  organizer: { name: string; address: string };
  attendee: { name: string; address: string };
}): string {
  const instant = (date: Date) => `${date.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
  const text = (value: string) => value.replace(/([\\;,])/g, '\\$1').replace(/\n/g, '\\n');
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//Demonstration//Calendar//EN',
    'VERSION:2.0',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${instant(event.stamp)}`,
    `DTSTART:${instant(event.start)}`,
    `DTEND:${instant(new Date(event.start.getTime() + event.minutes * 60_000))}`,
    `SUMMARY:${text(event.summary)}`,
    `LOCATION:${text(event.location)}`,
    `ORGANIZER;CN="${event.organizer.name}":mailto:${event.organizer.address}`,
    `ATTENDEE;CN="${event.attendee.name}";RSVP=TRUE:mailto:${event.attendee.address}`,
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]
    .map(fold)
    .join('\r\n');
}

function fold(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  for (const character of line) {
    if (Buffer.byteLength(piece + character) > (pieces.length ? 74 : 75)) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece].join('\r\n ');
}
