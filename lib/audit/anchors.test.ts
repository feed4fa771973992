import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Anchor, anchorLine, firstWrongEntry, readAnchors, readCopies } from './anchors';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const hashes = Array.from({ length: 9 }, (_, index) => createHash('sha256').update(String(index)).digest('hex'));
const at = new Date('2026-11-28T12:00:00Z');

/** Entries 1 to 4, 5, and 6 to 9. */
function file(): string {
  const lines: string[] = [];
  for (const [from, to] of [
    [1, 4],
    [5, 5],
    [6, 9],
  ] as const)
    lines.push(
      anchorLine({ at, from, hashes: hashes.slice(from - 1, to), lineBefore: lines.at(-1) ?? '' }, privateKey),
    );
  return `${lines.join('\n')}\n`;
}

const wrong = (anchors: Anchor[], changed: Record<number, string | undefined>) =>
  firstWrongEntry(anchors, (seq) => (seq in changed ? changed[seq] : hashes[seq - 1]));

describe('the file of anchors', () => {
  it('is read as it was written', () => {
    const { anchors, wrongLine } = readAnchors(file(), publicKey);
    expect(wrongLine).toBeNull();
    expect(anchors.map(({ from, to, hash }) => [from, to, hash])).toEqual([
      [1, 4, hashes[3]],
      [5, 5, hashes[4]],
      [6, 9, hashes[8]],
    ]);
  });

  it('shows a line that was changed, taken out, exchanged, or written by somebody else', () => {
    const lines = file().split('\n');
    const line = (index: number) => lines[index] ?? '';
    const other = generateKeyPairSync('ed25519').privateKey;
    const forged = anchorLine({ at, from: 5, hashes: ['f'.repeat(64)], lineBefore: line(0) }, other);
    for (const [text, number] of [
      [[line(0), line(1).replace('"to":5', '"to":6'), line(2), ''], 2],
      [[line(0), line(2), ''], 2],
      [[line(1), line(0), line(2), ''], 1],
      [[line(0), forged, ''], 2],
      [['nonsense', ''], 1],
    ] as const)
      expect(readAnchors(text.join('\n'), publicKey).wrongLine).toBe(number);
  });

  it('may end in a line that was not finished', () => {
    const text = file();
    const { anchors, wrongLine } = readAnchors(text.slice(0, -20), publicKey);
    expect([anchors.length, wrongLine]).toEqual([2, null]);
  });

  it('is found again in another log, line by line', () => {
    const lines = file().split('\n');
    const copy = `Nov 28 12:00:00 host milepost[1]: audit ${lines[1]}\nnoise\n${lines[2]?.replace('"to":9', '"to":8')}\n`;
    expect(readCopies(copy, publicKey).map(({ to }) => to)).toEqual([5]);
  });
});

describe('the first wrong entry', () => {
  const { anchors } = readAnchors(file(), publicKey);
  const rewritten = (from: number) =>
    Object.fromEntries(
      hashes.map((_, index) => index + 1).flatMap((seq) => (seq >= from ? [[seq, 'e'.repeat(64)]] : [])),
    );

  it('is none while nothing was changed', () => {
    expect(wrong(anchors, {})).toBeNull();
    expect(wrong([], { 1: undefined })).toBeNull();
  });

  it.each([1, 3, 4, 5, 6, 9])('is named when all from entry %i on were written and hashed anew', (seq) => {
    expect(wrong(anchors, rewritten(seq))).toEqual({ seq, missing: false, at: at.toISOString() });
  });

  it('is named when entries are missing', () => {
    expect(wrong(anchors, { 8: undefined, 9: undefined })).toMatchObject({ seq: 8, missing: true });
  });

  it('does not depend on the order of copies', () => {
    expect(wrong([...anchors].reverse(), rewritten(3))).toMatchObject({ seq: 3 });
  });
});
