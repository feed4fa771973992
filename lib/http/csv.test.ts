import { describe, expect, it } from 'vitest';
import { csvCell, toCsv } from './csv';

describe('a spreadsheet cell', () => {
  it.each(['=1+1', '+49 30', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1'])(
    'never starts a formula: %j',
    (text) => {
      expect(csvCell(text).replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it('keeps numbers as numbers, including negative ones', () => {
    expect(csvCell(-12)).toBe('-12');
  });

  it('quotes separators, quotes and line breaks', () => {
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
    expect(csvCell('a\nb')).toBe('"a\nb"');
  });

  it('does not change plain text and empty values', () => {
    expect(csvCell('anna.berger@alpenglas.example')).toBe('anna.berger@alpenglas.example');
    expect(csvCell(null)).toBe('');
  });

  it('ends lines as RFC 4180 specifies', () => {
    expect(toCsv(['a', 'b'], [['1', 2]])).toBe('\uFEFFa,b\r\n1,2\r\n');
  });
});
