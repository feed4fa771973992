import { useMemo, useRef } from 'react';
import { checkedState, withRange, withToggled } from './row-selection';
import type { Selection } from './types';

/** Selects single rows, ranges from the last selected row, or all rows. Does nothing without `selection`. */
export function useRowSelection(rows: { id: string }[], selection: Selection | undefined) {
  /** Where a range starts. */
  const anchor = useRef<string | null>(null);
  const selected = selection?.selected;
  const count = useMemo(
    () => (selected && selected.size > 0 ? rows.filter((row) => selected.has(row.id)).length : 0),
    [selected, rows],
  );

  function toggle(id: string) {
    if (!selection) return;
    anchor.current = id;
    selection.onChange(withToggled(selection.selected, id));
  }

  function extendTo(id: string) {
    if (!selection) return;
    const range = withRange(selection.selected, rows, anchor.current ?? id, id);
    if (range) selection.onChange(range);
    else toggle(id);
  }

  return {
    enabled: selection !== undefined,
    isEmpty: !selected || selected.size === 0,
    /** Null when rows cannot be selected. */
    isSelected: (id: string) => selected?.has(id) ?? null,
    checked: checkedState(count, rows.length),
    toggle,
    extendTo,
    startAt: (id: string) => {
      anchor.current = id;
    },
    selectAll: () => selection?.onChange(new Set(rows.map((row) => row.id))),
    clear: () => selection?.onChange(new Set()),
  };
}

export type RowSelection = ReturnType<typeof useRowSelection>;
