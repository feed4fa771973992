/**
 * The sort key of a cell, computed once per row: locale-aware comparison takes seconds on 100,000 rows.
 * Case and accents are ignored. Numbers inside a text are compared as numbers, so that
 * 10.0.0.9 comes before 10.0.0.10. A missing value is undefined, which the table puts last in both directions.
 */
export function sortKey(value: string | number | null): string | number | undefined {
  if (value === null || typeof value === 'number') return value ?? undefined;
  return value
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

/** Compares two rows by their sort keys. */
export function byKey(
  a: { getValue: (column: string) => unknown },
  b: { getValue: (column: string) => unknown },
  column: string,
): number {
  const left = a.getValue(column) as string | number;
  const right = b.getValue(column) as string | number;
  return left < right ? -1 : left > right ? 1 : 0;
}
