import { readableAddress } from '../readable-address';
import { Bytes } from '../ui/bytes';
import type { Column } from '../ui/table';
import { Time } from '../ui/time';

type Of<Row, Value> = Omit<Column<Row>, 'cell' | 'value'> & { value: (row: Row) => Value };

/** A column that shows its sort value as text. */
export function textColumn<Row>(column: Of<Row, string | number | null>): Column<Row> {
  return { ...column, cell: column.value };
}

export function timeColumn<Row>(column: Of<Row, string>): Column<Row> {
  return { ...column, cell: (row) => <Time value={column.value(row)} /> };
}

export function bytesColumn<Row>(column: Of<Row, number>): Column<Row> {
  return { align: 'right', ...column, cell: (row) => <Bytes value={column.value(row)} /> };
}

/** A mail address with a readable domain. */
export function addressColumn<Row>(column: Of<Row, string>): Column<Row> {
  const cell = (row: Row) => <span className="truncate font-mono text-xs">{readableAddress(column.value(row))}</span>;
  return { ...column, cell };
}
