export interface GridPosition {
  cursor: number;
  /** Rows that fit on a page. */
  page: number;
  total: number;
}

/** The index that a key moves the cursor to (possibly outside the list), or undefined when it is not such a key. */
export function indexForKey(key: string, { cursor, page, total }: GridPosition): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return cursor + 1;
    case 'ArrowUp':
      return cursor < 0 ? 0 : cursor - 1;
    case 'PageDown':
      return cursor + page;
    case 'PageUp':
      return cursor - page;
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return undefined;
  }
}

/** How many rows Page Up and Page Down move: one less than fit, so that one row stays in view. */
export function pageSize(height: number, rowHeight: number): number {
  return Math.max(1, Math.floor(height / rowHeight) - 1);
}
