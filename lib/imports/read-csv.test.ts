import { expect, it } from 'vitest';
import { checkLine, readHeader } from './check-line';
import { maxLines, readCsv } from './read-csv';

async function* chunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(text: string | Uint8Array, size = 7) {
  const out: { line: number; cells: string[] }[] = [];
  for await (const row of readCsv(chunks(typeof text === 'string' ? new TextEncoder().encode(text) : text, size)))
    out.push(row);
  return out;
}
const rows = async (text: string | Uint8Array, size?: number) => (await read(text, size)).map(({ cells }) => cells);
const utf16 = (text: string, big = false) => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const plain = 'address,name\r\na@b.example,"Müller, Anna"\r\n';
const wanted = [
  ['address', 'name'],
  ['a@b.example', 'Müller, Anna'],
];

it.each([1, 2, 3, 5, 1000])('reads every format of spreadsheets, in chunks of %i', async (size) => {
  expect(await rows(plain, size)).toEqual(wanted);
  expect(await rows(`\uFEFF${plain}`, size)).toEqual(wanted);
  expect(await rows(utf16(plain), size)).toEqual(wanted);
  expect(await rows(utf16(plain, true), size)).toEqual(wanted);
  expect(await rows('address;name\na@b.example;"Müller, Anna"', size)).toEqual(wanted);
  expect(await rows('address\tname\ra@b.example\tMüller, Anna\r', size)).toEqual(wanted);
});

it('keeps line breaks and quotes inside quotes, and has the line of each record', async () => {
  expect(await read('address,name\r\nx@y.example,"two\r\nlines ""of"" it"\r\n\r\nz@y.example,Z')).toEqual([
    { line: 1, cells: ['address', 'name'] },
    { line: 2, cells: ['x@y.example', 'two\r\nlines "of" it'] },
    { line: 5, cells: ['z@y.example', 'Z'] },
  ]);
});

it('refuses a quote that is not closed, invalid bytes, and one line over the limit', async () => {
  await expect(read('address\n"x')).rejects.toMatchObject({
    code: 'invalid',
    details: { reason: 'csv-quote', line: 2 },
  });
  await expect(read(`address\n"${'x'.repeat(3000)}`)).rejects.toMatchObject({ details: { reason: 'csv-cell' } });
  await expect(read(Uint8Array.from([97, 0xe4, 98]))).rejects.toMatchObject({ details: { reason: 'csv-encoding' } });
  const full = `address\n${'a\n'.repeat(maxLines)}`;
  expect((await rows(full, 65_536)).length).toBe(maxLines + 1);
  await expect(read(`${full}b`, 65_536)).rejects.toMatchObject({
    code: 'too-large',
    details: { reason: 'csv-lines', most: maxLines },
  });
});

it('accepts its columns and those of the export', () => {
  expect(readHeader(['Email', 'Display name', 'used_bytes'])).toEqual({ columns: ['address', 'name', null] });
  expect(readHeader(['address', 'wage'])).toEqual({ unknown: 'wage' });
  expect(readHeader(['name'])).toEqual({ unknown: 'address' });
});

it.each([
  [['=1+1'], 'csv-formula'],
  [['a@b.example', '=HYPERLINK("x")'], 'csv-formula'],
  [['"a b"@b.example'], 'local-quotes'],
  [['a+b@b.example'], 'local-plus'],
  [['аnna@b.example'], 'local-ascii'],
  [['a@b'], 'address-form'],
  [['a@b.example', 'A', 'much'], 'quota-number'],
  [['a@b.example', 'A', '0.5'], 'quota-least'],
  [['a@b.example', 'A', '5', 'short'], 'password-short'],
  [['a@b.example', 'A', '5', 'A@B.example'], 'password-address'],
  [['a@b.example', 'A', '5', '', 'too many'], 'csv-columns'],
])('%j is a bad line: %s', (cells, problem) => {
  expect(checkLine(['address', 'name', 'quota_mb', 'password'], cells)).toMatchObject({ problem });
});

it('treats both forms of a domain as equal, and removes the apostrophe of the export', () => {
  expect(checkLine(['address'], ['A@BÜCHER.example'])).toMatchObject({
    address: 'a@xn--bcher-kva.example',
    problem: null,
  });
  expect(checkLine(['address', 'name'], ['a@b.example', "'=x"])).toMatchObject({ wanted: { displayName: '=x' } });
});
