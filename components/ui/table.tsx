// biome-ignore-all lint/a11y/useSemanticElements: a drawn window of a long list cannot be made of table elements
'use client';

import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp, Columns3, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Button } from './button';
import { cn } from './cn';
import { toCsv } from './csv';
import type { Feed } from './feed';
import { Checkbox } from './field';
import { Menu } from './menu';
import { byKey, sortKey } from './sort-key';
import { keptColumns, useKeptColumns } from './table-columns';
import { useNarrow } from './use-narrow';

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What the column sorts by and exports; a column without one does neither. */
  value?: (row: T) => string | number | null;
  /** Least width in pixels; what is left over is shared in proportion. */
  width?: number;
  align?: 'right';
  /** Not shown until chosen. */
  hidden?: boolean;
  /** Place in the two-line row of a phone; without it the first column is the title and the next three the detail. */
  phone?: 'title' | 'aside' | 'detail' | 'none';
}

export interface DataTableProps<T> {
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  onRowClick?: (row: T) => void;
  selection?: { selected: Set<string>; onChange: (selected: Set<string>) => void };
  empty?: ReactNode;
  /** Names the table for those who do not see it. */
  label: string;
  initialSort?: { id: string; desc?: boolean };
  /** Greatest height of the scrolling part, any CSS length. */
  height?: number | string;
  rowClassName?: (row: T) => string | undefined;
  /** File name of the export, without ending. No name, no export. */
  exportName?: string;
  /** The row whose details are open. */
  activeId?: string | null;
  /** Left part of the bar above the table: search, filters, counts. */
  toolbar?: ReactNode;
  /** Under the last row: "load more" and the like. */
  footer?: ReactNode;
  /** The rows are a part of a longer list that the server orders and hands out page by page. */
  feed?: Feed;
  /** Where the server exports every row that matches; without it what is here is exported. */
  exportHref?: string;
}

const rowHeight = 32;
const phoneRowHeight = 56;
const headHeight = 32;

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});

/** A list of any length: sorted, chosen, exported, walked by keyboard, and only as much of it drawn as is in view. */
export function DataTable<T>({
  columns,
  rows,
  rowId,
  onRowClick,
  selection,
  empty,
  label,
  initialSort,
  height,
  rowClassName,
  exportName,
  activeId,
  toolbar,
  footer,
  feed,
  exportHref,
}: DataTableProps<T>) {
  const t = useTranslations('table');
  const id = useId();
  const narrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const [ownSorting, setSorting] = useState<SortingState>(
    initialSort ? [{ id: initialSort.id, desc: initialSort.desc ?? false }] : [],
  );
  const sorting = feed ? [feed.sort] : ownSorting;
  const [kept, keepColumns] = useKeptColumns(exportName ?? label, columns);
  const [cursor, setCursor] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);

  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, T & object> => {
        const { value } = column;
        return {
          id: column.id,
          ...(value ? { accessorFn: (row: T & object) => sortKey(value(row)) } : {}),
          enableSorting: Boolean(value),
          sortUndefined: 'last',
          sortFn: byKey,
        };
      }),
    [columns],
  );

  const table = useTable({
    features,
    columns: definitions,
    data: rows as (T & object)[],
    getRowId: (row) => rowId(row),
    state: { sorting, columnVisibility: kept },
    onSortingChange: setSorting,
    manualSorting: Boolean(feed),
  });
  const canSort = (column: Column<T>) => (feed ? feed.sortable.includes(column.id) : Boolean(column.value));
  const sortBy = (column: string) => (feed ? feed.onSort(column) : table.getColumn(column)?.toggleSorting());

  const sorted = table.getRowModel().rows;
  const shown = useMemo(() => columns.filter((column) => kept[column.id] !== false), [columns, kept]);
  const size = narrow ? phoneRowHeight : rowHeight;
  // A new function here would make the virtualizer measure every row again at each render.
  const keyOf = useCallback((index: number) => sorted[index]?.id ?? index, [sorted]);
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    getItemKey: keyOf,
    overscan: 12,
    // What the server draws before there is a window to measure.
    initialRect: { width: 1200, height: 800 },
    scrollPaddingStart: narrow ? 0 : headHeight,
  });
  const measured = useRef(size);
  if (measured.current !== size) {
    measured.current = size;
    virtualizer.measure();
  }

  /** The end of the whole list that somebody asked for and whose rows are on their way. */
  const wish = useRef<'start' | 'end' | null>(null);
  useKeptPlace({ scroller, rows: sorted, size, question: feed?.question ?? null, wish, onArrive: setCursor });
  const items = virtualizer.getVirtualItems();
  const near = useRef(feed?.onNear);
  useLayoutEffect(() => {
    near.current = feed?.onNear;
  });
  const last = items.at(-1)?.index ?? -1;
  const first = items[0]?.index ?? 0;
  const { before = false, after = false, loading = false } = feed ?? {};
  useEffect(() => {
    if (loading) return;
    // Asked for while rows enough to go on are still in view's reach.
    if (after && last >= sorted.length - 40) near.current?.('end');
    else if (before && first <= 40) near.current?.('start');
  }, [after, before, loading, last, first, sorted.length]);

  const template = [
    ...(selection ? ['36px'] : []),
    ...shown.map((column) => `minmax(${column.width ?? 120}px, ${column.width ?? 120}fr)`),
  ].join(' ');
  const leastWidth = shown.reduce((sum, column) => sum + (column.width ?? 120), selection ? 36 : 0);

  const cursorIndex = useMemo(
    () => (cursor === null ? -1 : sorted.findIndex((row) => row.id === cursor)),
    [cursor, sorted],
  );

  function moveTo(index: number, extend: boolean) {
    const to = Math.max(0, Math.min(sorted.length - 1, index));
    const row = sorted[to];
    if (!row) return;
    setCursor(row.id);
    virtualizer.scrollToIndex(to);
    if (extend) selectThrough(row.id);
    else anchor.current = row.id;
  }

  function press(row: { id: string; original: T }, event: MouseEvent) {
    setCursor(row.id);
    if (event.shiftKey && selection) selectThrough(row.id);
    else if ((event.ctrlKey || event.metaKey) && selection) toggle(row.id);
    else onRowClick?.(row.original);
  }

  function toggle(key: string) {
    if (!selection) return;
    const next = new Set(selection.selected);
    if (!next.delete(key)) next.add(key);
    anchor.current = key;
    selection.onChange(next);
  }

  /** Selects everything from the last chosen row to this one, as Shift does everywhere. */
  function selectThrough(key: string) {
    if (!selection) return;
    const from = sorted.findIndex((row) => row.id === (anchor.current ?? key));
    const to = sorted.findIndex((row) => row.id === key);
    if (from < 0 || to < 0) return toggle(key);
    const next = new Set(selection.selected);
    for (const row of sorted.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(row.id);
    selection.onChange(next);
  }

  function onKeyDown(event: KeyboardEvent) {
    // Keys pressed in a control inside a row belong to that control; a row that was clicked has the focus for its grid.
    const at = event.target instanceof Element ? event.target.getAttribute('role') : null;
    if (event.target !== event.currentTarget && at !== 'row' && at !== 'gridcell') return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / size) - 1);
    const steps: Record<string, number> = {
      ArrowDown: cursorIndex + 1,
      ArrowUp: cursorIndex < 0 ? 0 : cursorIndex - 1,
      PageDown: cursorIndex + page,
      PageUp: cursorIndex - page,
      Home: 0,
      End: sorted.length - 1,
    };
    const step = steps[event.key];
    const row = sorted[cursorIndex];
    if (step !== undefined) {
      event.preventDefault();
      if (feed && (event.key === 'Home' || event.key === 'End')) {
        const edge = event.key === 'Home' ? 'start' : 'end';
        if (edge === 'start' ? before : after) {
          wish.current = edge;
          feed.onEdge(edge);
          return;
        }
      }
      moveTo(step, event.shiftKey);
    } else if (event.key === 'Enter' && row && onRowClick) {
      event.preventDefault();
      onRowClick(row.original);
    } else if ((event.key === ' ' || event.key === 'x') && row && selection) {
      event.preventDefault();
      toggle(row.id);
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && selection) {
      event.preventDefault();
      selection.onChange(new Set(sorted.map((each) => each.id)));
    } else if (event.key === 'Escape' && selection && selection.selected.size > 0) {
      selection.onChange(new Set());
    }
  }

  function download() {
    const exported = columns.filter((column) => column.value && kept[column.id] !== false);
    const text = toCsv(
      exported.map((column) => column.header),
      sorted.map((row) => exported.map((column) => column.value?.(row.original) ?? null)),
    );
    const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${exportName}.csv`;
    link.click();
    URL.revokeObjectURL(address);
  }

  const selected = selection?.selected;
  const selectedHere = useMemo(
    () => (selected && selected.size > 0 ? sorted.filter((row) => selected.has(row.id)).length : 0),
    [selected, sorted],
  );
  // Rows keep these two calls for good, so that a row is drawn again only when something of its own changed.
  const latest = useRef({ press, toggle });
  useLayoutEffect(() => {
    latest.current = { press, toggle };
  });
  const onPress = useCallback((row: { id: string; original: T }, event: MouseEvent) => {
    latest.current.press(row, event);
  }, []);
  const onToggle = useCallback((key: string) => latest.current.toggle(key), []);
  const sortable = columns.filter(canSort);

  return (
    <div className="min-w-0">
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">{toolbar}</div>
        <div className="flex items-center gap-1">
          <Menu
            trigger={
              <Button variant="ghost" size="icon" aria-label={t('columns')} title={t('columns')}>
                <Columns3 aria-hidden />
              </Button>
            }
            items={[
              ...(narrow && sortable.length > 0
                ? [
                    { heading: t('sortBy') },
                    ...sortable.map((column) => ({
                      label: column.header,
                      checked: sorting[0]?.id === column.id,
                      onSelect: () => sortBy(column.id),
                    })),
                  ]
                : []),
              { heading: t('columns') },
              ...columns.map((column) => ({
                label: column.header,
                checked: kept[column.id] !== false,
                disabled: shown.length === 1 && kept[column.id] !== false,
                onSelect: () => keepColumns(keptColumns(kept, column.id)),
              })),
            ]}
          />
          {exportHref ? (
            <Button variant="ghost" size="icon" asChild>
              <a href={exportHref} download aria-label={t('export')} title={t('export')}>
                <Download aria-hidden />
              </a>
            </Button>
          ) : exportName ? (
            <Button
              variant="ghost"
              size="icon"
              aria-label={t('export')}
              title={t('export')}
              onClick={download}
              disabled={rows.length === 0}
            >
              <Download aria-hidden />
            </Button>
          ) : null}
        </div>
      </div>
      <div className="overflow-hidden rounded-md border border-line bg-surface">
        <div
          ref={scroller}
          role="grid"
          aria-label={label}
          aria-rowcount={before || after ? -1 : sorted.length + 1}
          aria-colcount={shown.length + (selection ? 1 : 0)}
          aria-multiselectable={selection ? true : undefined}
          aria-activedescendant={cursorIndex >= 0 ? `${id}-${cursor}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            if (event.target === event.currentTarget && cursorIndex < 0) setCursor(activeId ?? sorted[0]?.id ?? null);
          }}
          className="group relative overflow-auto -outline-offset-2"
          style={{ maxHeight: height ?? 'max(16rem, calc(100dvh - 15rem))' }}
        >
          <div role="presentation" style={{ minWidth: narrow ? undefined : leastWidth }}>
            <div
              role="row"
              tabIndex={-1}
              aria-rowindex={1}
              className={narrow ? 'sr-only' : 'sticky top-0 z-10 grid border-line border-b bg-sunken'}
              style={narrow ? undefined : { gridTemplateColumns: template, height: headHeight }}
            >
              {selection ? (
                <div role="columnheader" tabIndex={-1} className="grid place-items-center">
                  <Checkbox
                    aria-label={t('selectAll')}
                    checked={selectedHere === 0 ? false : selectedHere === sorted.length ? true : 'indeterminate'}
                    onCheckedChange={(all) => selection.onChange(new Set(all ? sorted.map((row) => row.id) : []))}
                  />
                </div>
              ) : null}
              {shown.map((column) => (
                <Head
                  key={column.id}
                  column={column}
                  direction={sorting.find((sort) => sort.id === column.id)}
                  onSort={canSort(column) ? () => sortBy(column.id) : null}
                />
              ))}
            </div>
            <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
              {items.map((item) => {
                const row = sorted[item.index];
                if (!row) return null;
                return (
                  <TableRow
                    key={row.id}
                    id={`${id}-${row.id}`}
                    row={row.original}
                    rowKey={row.id}
                    index={item.index}
                    start={item.start}
                    size={size}
                    columns={shown}
                    template={narrow ? null : template}
                    chosen={selected ? selected.has(row.id) : null}
                    active={activeId === row.id}
                    cursor={cursor === row.id}
                    pressable={Boolean(onRowClick)}
                    className={rowClassName?.(row.original)}
                    selectLabel={t('selectRow')}
                    onPress={onPress}
                    onToggle={onToggle}
                  />
                );
              })}
            </div>
          </div>
        </div>
        {sorted.length === 0 ? empty : null}
        {footer ? <div className="flex items-center justify-center border-line border-t p-2">{footer}</div> : null}
      </div>
    </div>
  );
}

/** Rows that come or go above the view leave it where it is: the row that was at its top stays there. */
function useKeptPlace({
  scroller,
  rows,
  size,
  question,
  wish,
  onArrive,
}: {
  scroller: RefObject<HTMLDivElement | null>;
  rows: { id: string }[];
  size: number;
  /** Null where the rows are all there are. */
  question: number | null;
  wish: RefObject<'start' | 'end' | null>;
  onArrive: (row: string | null) => void;
}) {
  const known = useRef({ rows, question });
  useLayoutEffect(() => {
    const box = scroller.current;
    const before = known.current;
    known.current = { rows, question };
    if (question === null || !box || before.rows === rows) return;
    const edge = wish.current;
    wish.current = null;
    if (edge) {
      box.scrollTop = edge === 'end' ? box.scrollHeight : 0;
      onArrive((edge === 'end' ? rows.at(-1) : rows[0])?.id ?? null);
    } else if (before.question !== question) {
      box.scrollTop = 0;
    } else {
      const index = Math.floor(box.scrollTop / size);
      const top = before.rows[index];
      const now = top ? rows.findIndex((row) => row.id === top.id) : -1;
      if (now >= 0) box.scrollTop += (now - index) * size;
    }
  }, [rows, scroller, size, question, wish, onArrive]);
}

interface TableRowProps<T> {
  id: string;
  row: T;
  rowKey: string;
  index: number;
  start: number;
  size: number;
  columns: Column<T>[];
  /** Null on a phone. */
  template: string | null;
  /** Null where nothing can be selected. */
  chosen: boolean | null;
  active: boolean;
  cursor: boolean;
  pressable: boolean;
  className: string | undefined;
  selectLabel: string;
  onPress: (row: { id: string; original: T }, event: MouseEvent) => void;
  onToggle: (key: string) => void;
}

function PlainTableRow<T>(props: TableRowProps<T>) {
  const { id, row, rowKey, columns, template, chosen, active, cursor } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes Enter and Space for its active row
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={props.index + 2}
      aria-selected={chosen ?? (active ? true : undefined)}
      onClick={(event) => {
        if (!isOfControl(event.target, event.currentTarget)) props.onPress({ id: rowKey, original: row }, event);
      }}
      className={cn(
        'absolute inset-x-0 top-0 border-line border-b text-sm outline-none',
        template ? 'grid items-center' : 'flex items-center gap-3 px-3',
        props.pressable && 'cursor-pointer hover:bg-hover',
        (chosen || active) && 'bg-accent-soft hover:bg-accent-soft',
        cursor && 'group-focus-visible:bg-hover group-focus-visible:shadow-[inset_2px_0_var(--accent)]',
        props.className,
      )}
      style={{
        height: props.size,
        transform: `translateY(${props.start}px)`,
        ...(template ? { gridTemplateColumns: template } : {}),
      }}
    >
      {chosen === null ? null : (
        <div role="gridcell" tabIndex={-1} className="grid place-items-center">
          <Checkbox aria-label={props.selectLabel} checked={chosen} onCheckedChange={() => props.onToggle(rowKey)} />
        </div>
      )}
      {template ? (
        columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            tabIndex={-1}
            className={cn('min-w-0 truncate px-3', column.align === 'right' && 'text-right')}
          >
            {column.cell(row)}
          </div>
        ))
      ) : (
        <PhoneCells columns={columns} row={row} />
      )}
    </div>
  );
}

const TableRow = memo(PlainTableRow) as typeof PlainTableRow;

function Head<T>({
  column,
  direction,
  onSort,
}: {
  column: Column<T>;
  direction: { desc: boolean } | undefined;
  /** Null where nothing orders by it. */
  onSort: (() => void) | null;
}) {
  const classes = 'flex h-full w-full min-w-0 items-center gap-1 px-3 font-medium text-ink-3 text-xs';
  const Arrow = direction?.desc ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      aria-sort={direction ? (direction.desc ? 'descending' : 'ascending') : onSort ? 'none' : undefined}
      className="min-w-0"
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className={cn(classes, '-outline-offset-2 hover:text-ink', column.align === 'right' && 'flex-row-reverse')}
        >
          <span className="truncate">{column.header}</span>
          {direction ? <Arrow aria-hidden className="size-3 shrink-0 text-accent" /> : null}
        </button>
      ) : (
        <span className={cn(classes, column.align === 'right' && 'justify-end')}>
          <span className="truncate">{column.header}</span>
        </span>
      )}
    </div>
  );
}

/** Two lines: the title with what stands beside it, and the details. */
function PhoneCells<T>({ columns, row }: { columns: Column<T>[]; row: T }) {
  const chosen = columns.some((column) => column.phone === 'title');
  const title = columns.filter((column, index) => (chosen ? column.phone === 'title' : index === 0));
  const aside = columns.filter((column) => column.phone === 'aside');
  const detail = columns.filter(
    (column) =>
      !title.includes(column) &&
      (column.phone === 'detail' || (column.phone === undefined && columns.indexOf(column) < (chosen ? 0 : 4))),
  );
  return (
    <div role="gridcell" tabIndex={-1} className="min-w-0 flex-1">
      <div className="flex items-center justify-between gap-3">
        <div className="flex min-w-0 items-center gap-2 truncate font-medium">
          {title.map((column) => (
            <span key={column.id} className="min-w-0 truncate">
              {column.cell(row)}
            </span>
          ))}
        </div>
        {aside.map((column) => (
          <div key={column.id} className="shrink-0 text-ink-3 text-xs">
            {column.cell(row)}
          </div>
        ))}
      </div>
      <div className="flex h-5 min-w-0 items-center gap-3 overflow-hidden text-ink-2 text-xs">
        {detail.map((column) => (
          <span key={column.id} className="min-w-0 shrink truncate first:shrink-0 first:max-w-[60%]">
            {column.cell(row)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Whether a press landed on a link, button or field inside the row, which then has a meaning of its own. */
function isOfControl(target: EventTarget, row: EventTarget): boolean {
  if (!(target instanceof Element)) return false;
  const control = target.closest('a, button, input, select, textarea, label, [role="menuitem"], [role="dialog"]');
  return control !== null && row instanceof Element && (row.contains(control) || !row.contains(target));
}
