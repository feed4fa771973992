import { describe, expect, it } from 'vitest';
import { readSearch, searchAddress } from './filter-address';
import { rowsWith } from './rows-with';

describe('the search of loaded rows', () => {
  const rows = [
    { name: 'Anna', address: 'anna@one.example' },
    { name: 'Ben', address: null },
  ];
  const find = (search: string) => rowsWith(rows, search, (row) => [row.name, row.address]).map(({ name }) => name);

  it('searches all texts, ignoring case and surrounding spaces', () => {
    expect(find(' ANNA@ ')).toEqual(['Anna']);
    expect(find('n')).toEqual(['Anna', 'Ben']);
    expect(find('nobody')).toEqual([]);
  });

  it('returns every row for an empty search', () => {
    expect(find('  ')).toEqual(['Anna', 'Ben']);
  });
});

describe('the address of a search', () => {
  const { read, write } = searchAddress('/customers');

  it.each(['', 'a b', 'a&state=removed', 'ü#?%'])('is written and read back: %j', (search) => {
    const query = write({ search }, new URLSearchParams());
    expect(read(new URLSearchParams(query))).toEqual({ search });
  });

  it('is plain without one', () => {
    expect(write({ search: '' }, new URLSearchParams())).toBe('');
  });

  it('is never longer than the server allows', () => {
    expect(readSearch(new URLSearchParams({ q: 'x'.repeat(300) }), 'q')).toHaveLength(200);
  });
});
