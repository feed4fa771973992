import { expect, it } from 'vitest';
import { byScore, mainReasons, notScanned, reasonWord } from './values';

it('rules have words, and others only their names', () => {
  expect(reasonWord('R_SPF_FAIL')).toBe('spf-failed');
  expect(reasonWord('SOME_RULE')).toBeNull();
  expect(reasonWord('constructor')).toBeNull();
});

it('a stopped message has what speaks against it, first what decided without a score', () => {
  const reasons = [
    { symbol: 'MIME_GOOD', score: -5 },
    { symbol: 'A', score: 1 },
    { symbol: 'MP_LOCAL_FROM', score: 0 },
    { symbol: 'B', score: 2 },
  ];
  const names = (stopped: boolean) => mainReasons(reasons, stopped).map(({ symbol }) => symbol);
  expect(names(true)).toEqual(['MP_LOCAL_FROM', 'B', 'A']);
  expect(names(false)).toEqual(['MP_LOCAL_FROM', 'MIME_GOOD', 'B', 'A']);
  expect(mainReasons(Array(9).fill({ symbol: 'A', score: 1 }), true)).toHaveLength(5);
});

it('the sum decides only where it reaches the limit', () => {
  expect(byScore({ score: 9, limit: 6, reasons: [] })).toBe(true);
  expect(byScore({ score: 3, limit: 6, reasons: [] })).toBe(false);
});

it('a scanner that did not answer is no reason', () => {
  const reasons = [
    { symbol: 'CLAM_VIRUS_FAIL', score: 0 },
    { symbol: 'A', score: 7 },
  ];
  expect(mainReasons(reasons, true).map(({ symbol }) => symbol)).toEqual(['A']);
  expect(notScanned(reasons)).toBe(true);
  expect(notScanned([{ symbol: 'CLAM_VIRUS' }])).toBe(false);
});
