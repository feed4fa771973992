export interface GridPosition {
  cursor: number;
  /** Rows that fit on a page. */
  page: number;
  total: number;
}

/** The index that a key moves the cursor to, perhaps outside of the list; undefined when the key moves nothing. */
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

/** How many rows a page key moves: one less than fit, so that one of them stays in view. */
export function pageSize(height: number, rowHeight: number): number {
  return Math.max(1, Math.floor(height / rowHeight) - 1);
}
