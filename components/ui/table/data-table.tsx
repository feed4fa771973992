// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned, which table elements cannot be
'use client';

import { useTranslations } from 'next-intl';
import { useId, useMemo, useRef } from 'react';
import { useNarrow } from '../use-narrow';
import { ColumnsMenu } from './columns-menu';
import { ExportButton } from './export-button';
import { HeaderRow } from './header-row';
import { headerHeight, tableLayout } from './layout';
import { Row } from './row';
import type { DataTableProps, Edge } from './types';
import { useColumnChoice } from './use-column-choice';
import { useCursor } from './use-cursor';
import { useFeedPaging } from './use-feed-paging';
import { useGridKeys } from './use-grid-keys';
import { useRowPress } from './use-row-press';
import { useRowSelection } from './use-row-selection';
import { useScrollPlace } from './use-scroll-place';
import { useSortedRows } from './use-sorted-rows';
import { useVirtualRows } from './use-virtual-rows';

/** A table of any length with sorting, selection, export and keyboard control. Renders only the rows in view. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowId, onRowClick, label, initialSort, exportName, activeId, feed } = props;
  const t = useTranslations('table');
  const id = useId();
  const narrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const [visibility, setVisibility] = useColumnChoice(exportName ?? label, columns);
  const shown = useMemo(() => columns.filter((column) => visibility[column.id] !== false), [columns, visibility]);
  const { sorted, sorting, canSort, sortBy } = useSortedRows({ columns, rows, rowId, initialSort, feed, visibility });
  const selection = useRowSelection(sorted, props.selection);
  const { rowHeight, template, minWidth } = tableLayout(shown, { narrow, selectable: selection.enabled });
  const virtualizer = useVirtualRows(scroller, sorted, rowHeight, narrow ? 0 : headerHeight);
  const items = virtualizer.getVirtualItems();

  const cursor = useCursor(sorted);
  const requestedEdge = useRef<Edge | null>(null);
  const question = feed?.question ?? null;
  useScrollPlace({ scroller, rows: sorted, rowHeight, question, requestedEdge, onArrive: cursor.setCursor });
  useFeedPaging(feed, items[0]?.index ?? 0, items.at(-1)?.index ?? -1, sorted.length);
  const { onPress, onToggle } = useRowPress(cursor, selection, onRowClick);
  const scrollTo = (index: number) => virtualizer.scrollToIndex(index);
  const onKeyDown = useGridKeys({
    rows: sorted,
    rowHeight,
    cursor,
    selection,
    feed,
    requestedEdge,
    scrollTo,
    onRowClick,
  });

  return (
    <div className="min-w-0">
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-2">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">{props.toolbar}</div>
        <div className="flex items-center gap-1">
          <ColumnsMenu
            columns={columns}
            visibility={visibility}
            onVisibility={setVisibility}
            sortable={narrow ? columns.filter(canSort) : []}
            sortedBy={sorting[0]?.id}
            onSort={sortBy}
          />
          <ExportButton
            href={props.exportHref}
            // Loaded on demand, because lists are rarely exported.
            onExport={
              exportName ? async () => (await import('./export-rows')).exportRows(exportName, shown, sorted) : null
            }
            disabled={rows.length === 0}
          />
        </div>
      </div>
      <div className="overflow-hidden rounded-md border border-line bg-surface">
        <div
          ref={scroller}
          role="grid"
          aria-label={label}
          aria-rowcount={feed?.before || feed?.after ? -1 : sorted.length + 1}
          aria-colcount={shown.length + (selection.enabled ? 1 : 0)}
          aria-multiselectable={selection.enabled ? true : undefined}
          aria-activedescendant={cursor.cursorIndex >= 0 ? `${id}-${cursor.cursor}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onFocus={(event) => {
            if (event.target !== event.currentTarget || cursor.cursorIndex >= 0) return;
            cursor.setCursor(activeId ?? sorted[0]?.id ?? null);
          }}
          className="group relative overflow-auto -outline-offset-2"
          style={{ maxHeight: props.height ?? 'max(16rem, calc(100dvh - 15rem))' }}
        >
          <div role="presentation" style={{ minWidth }}>
            <HeaderRow
              columns={shown}
              template={template}
              selection={selection}
              sorting={sorting}
              canSort={canSort}
              sortBy={sortBy}
            />
            <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
              {items.map((item) => {
                const row = sorted[item.index];
                if (!row) return null;
                return (
                  <Row
                    key={row.id}
                    id={`${id}-${row.id}`}
                    row={row.original}
                    rowKey={row.id}
                    index={item.index}
                    start={item.start}
                    height={rowHeight}
                    columns={shown}
                    template={template}
                    chosen={selection.isSelected(row.id)}
                    active={activeId === row.id}
                    cursor={cursor.cursor === row.id}
                    pressable={Boolean(onRowClick)}
                    className={props.rowClassName?.(row.original)}
                    selectLabel={t('selectRow')}
                    onPress={onPress}
                    onToggle={onToggle}
                  />
                );
              })}
            </div>
          </div>
        </div>
        {sorted.length === 0 ? props.empty : null}
        {props.footer ? (
          <div className="flex items-center justify-center border-line border-t p-2">{props.footer}</div>
        ) : null}
      </div>
    </div>
  );
}
