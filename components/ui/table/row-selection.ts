/** The selection with one row selected or deselected. */
export function withToggled(selected: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The selection with every row between two others, or null when one of them is not in the list. */
export function withRange(
  selected: ReadonlySet<string>,
  rows: readonly { id: string }[],
  anchor: string,
  id: string,
): Set<string> | null {
  const from = rows.findIndex((row) => row.id === anchor);
  const to = rows.findIndex((row) => row.id === id);
  if (from < 0 || to < 0) return null;
  const next = new Set(selected);
  for (const row of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(row.id);
  return next;
}

/** State of the checkbox that selects all rows. */
export function checkedState(selected: number, total: number): boolean | 'indeterminate' {
  if (selected === 0) return false;
  return selected === total || 'indeterminate';
}
