import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { byKey, sortKey } from './sort-key';
import type { Column, DataTableProps, Sort, TableRow } from './types';

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});

type Input<T> = Pick<DataTableProps<T>, 'columns' | 'rows' | 'rowId' | 'initialSort' | 'feed'> & {
  visibility: Record<string, boolean>;
};

/** The rows in order: sorted here, or by the server when it feeds them. */
export function useSortedRows<T>({ columns, rows, rowId, initialSort, feed, visibility }: Input<T>) {
  const [ownSorting, setSorting] = useState<SortingState>(
    initialSort ? [{ id: initialSort.id, desc: initialSort.desc ?? false }] : [],
  );
  const sorting: Sort[] = feed ? [feed.sort] : ownSorting;
  const definitions = useMemo(() => columns.map(columnDefinition), [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows as (T & object)[],
    getRowId: (row) => rowId(row),
    state: { sorting, columnVisibility: visibility },
    onSortingChange: setSorting,
    manualSorting: Boolean(feed),
  });
  const sorted: TableRow<T>[] = table.getRowModel().rows;
  return {
    sorted,
    sorting,
    canSort: (column: Column<T>) => (feed ? feed.sortable.includes(column.id) : Boolean(column.value)),
    sortBy: (id: string) => {
      if (feed) feed.onSort(id);
      else table.getColumn(id)?.toggleSorting();
    },
  };
}

function columnDefinition<T>({ id, value }: Column<T>): ColumnDef<typeof features, T & object> {
  return {
    id,
    ...(value ? { accessorFn: (row: T & object) => sortKey(value(row)) } : {}),
    enableSorting: Boolean(value),
    sortUndefined: 'last',
    sortFn: byKey,
  };
}
