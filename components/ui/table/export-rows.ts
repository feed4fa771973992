import { toCsv } from '@/lib/http/values';
import type { Column, TableRow } from './types';

/** Downloads the rows as CSV, with the columns that have a value. */
export function exportRows<T>(name: string, columns: Column<T>[], rows: TableRow<T>[]) {
  const exported = columns.filter(({ value }) => value);
  const csv = toCsv(
    exported.map(({ header }) => header),
    rows.map(({ original }) => exported.map(({ value }) => value?.(original) ?? null)),
  );
  const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(address);
}
