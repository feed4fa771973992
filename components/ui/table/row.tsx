// biome-ignore-all lint/a11y/useSemanticElements: virtual rows are positioned, which table elements cannot be
'use client';

import { type MouseEvent, memo } from 'react';
import { cn } from '../cn';
import { Checkbox } from '../field';
import { PhoneCells } from './phone-cells';
import type { Column, TableRow } from './types';

interface Props<T> {
  id: string;
  row: T;
  rowKey: string;
  index: number;
  start: number;
  height: number;
  columns: Column<T>[];
  /** Null on a phone. */
  template: string | null;
  /** Null when rows cannot be selected. */
  chosen: boolean | null;
  active: boolean;
  cursor: boolean;
  pressable: boolean;
  className: string | undefined;
  selectLabel: string;
  onPress: (row: TableRow<T>, event: MouseEvent) => void;
  onToggle: (key: string) => void;
}

function PlainRow<T>(props: Props<T>) {
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
        if (!isControl(event.target, event.currentTarget)) props.onPress({ id: rowKey, original: row }, event);
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
        height: props.height,
        transform: `translateY(${props.start}px)`,
        gridTemplateColumns: template ?? undefined,
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

export const Row = memo(PlainRow) as typeof PlainRow;

/** Whether a click was on a link, button or field inside the row. */
function isControl(target: EventTarget, row: EventTarget): boolean {
  if (!(target instanceof Element)) return false;
  const control = target.closest('a, button, input, select, textarea, label, [role="menuitem"], [role="dialog"]');
  return control !== null && row instanceof Element && (row.contains(control) || !row.contains(target));
}
