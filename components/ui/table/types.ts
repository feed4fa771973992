import type { ReactNode } from 'react';
import type { Feed } from '../feed';

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What the column sorts by and exports. A column without one is neither sorted nor exported. */
  value?: (row: T) => string | number | null;
  /** Minimum width in pixels; the columns share the rest in proportion. */
  width?: number;
  align?: 'right';
  /** Hidden by default. */
  hidden?: boolean;
  /** Place in the two-line row of a phone. By default the first column is the title and the next three are details. */
  phone?: 'title' | 'aside' | 'detail' | 'none';
}

export interface DataTableProps<T> {
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  onRowClick?: (row: T) => void;
  selection?: Selection;
  empty?: ReactNode;
  /** The table's name for a screen reader. */
  label: string;
  initialSort?: { id: string; desc?: boolean };
  /** Maximum height of the scrolling part, any CSS length. */
  height?: number | string;
  rowClassName?: (row: T) => string | undefined;
  /** File name of the export without its extension; without it there is no export. */
  exportName?: string;
  /** The row whose details are open. */
  activeId?: string | null;
  /** Left part of the bar above the table: search, filters, counts. */
  toolbar?: ReactNode;
  /** Shown under the last row, e.g. "load more". */
  footer?: ReactNode;
  /** Present when the rows are part of a longer list that the server sorts and pages. */
  feed?: Feed;
  /** Where the server exports every row that matches; without it the browser exports the rows it has. */
  exportHref?: string;
}

export interface Selection {
  selected: Set<string>;
  onChange: (selected: Set<string>) => void;
}

/** A row with the id that `rowId` gave it. */
export interface TableRow<T> {
  id: string;
  original: T;
}

export interface Sort {
  id: string;
  desc: boolean;
}

export type Edge = 'start' | 'end';
