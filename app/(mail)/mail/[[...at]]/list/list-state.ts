import type { Page, Row } from '@/lib/webmail/shapes';

/** The known state of a folder: an array as long as the folder, with the fetched rows at their offsets. */
export interface ListState {
  total: number;
  uidValidity: string;
  rows: (Row | undefined)[];
}

export const windowSize = 50;

export const emptyList: ListState = { total: 0, uidValidity: '', rows: [] };

/** The state after a refresh: only the rows just fetched, because other rows may have shifted. */
export function fromPages(pages: Page[]): ListState {
  const [first] = pages;
  if (!first) return emptyList;
  const rows: (Row | undefined)[] = new Array(first.total);
  for (const page of pages) place(rows, page);
  return { total: first.total, uidValidity: first.uidValidity, rows };
}

/** Adds a window. Null when it belongs to another state of the folder, so that the list must be refreshed. */
export function withPage(state: ListState, page: Page): ListState | null {
  if (page.total !== state.total || page.uidValidity !== state.uidValidity) return null;
  const rows = state.rows.slice();
  place(rows, page);
  return { ...state, rows };
}

function place(rows: (Row | undefined)[], page: Page): void {
  for (const [index, row] of page.rows.entries()) rows[page.offset + index] = row;
}

export function without(state: ListState, uids: number[]): ListState {
  const gone = new Set(uids);
  const rows: (Row | undefined)[] = [];
  let removed = 0;
  for (let i = 0; i < state.total; i += 1) {
    const row = state.rows[i];
    if (row && gone.has(row.uid)) removed += 1;
    else rows[i - removed] = row;
  }
  const total = state.total - removed;
  rows.length = total;
  return { ...state, total, rows };
}

/** The list without the rows that match `isRemoved`, or the same list when there are none. */
export function withoutWhere(state: ListState, isRemoved: (uid: number) => boolean): ListState {
  const uids = state.rows.flatMap((row) => (row && isRemoved(row.uid) ? row.uid : []));
  return uids.length > 0 ? without(state, uids) : state;
}

/** Unread messages at the top that are newer than every known row. */
export function arrivals(before: ListState, after: ListState): number[] {
  if (before.uidValidity !== after.uidValidity) return [];
  const newest = Math.max(0, ...before.rows.slice(0, windowSize).map((row) => row?.uid ?? 0));
  if (newest === 0) return [];
  return after.rows.slice(0, windowSize).flatMap((row) => (row && row.uid > newest && !row.seen ? row.uid : []));
}

export function patched(state: ListState, uids: number[], change: Partial<Row>): ListState {
  const these = new Set(uids);
  return { ...state, rows: state.rows.map((row) => (row && these.has(row.uid) ? { ...row, ...change } : row)) };
}

export function indexOf(state: ListState, uid: number | null): number {
  return uid === null ? -1 : state.rows.findIndex((row) => row?.uid === uid);
}

/** Offsets of the windows that cover rows first … last and are not all known. */
export function missing(state: ListState, first: number, last: number): number[] {
  const out: number[] = [];
  const end = Math.min(last, state.total - 1);
  for (let offset = Math.floor(Math.max(0, first) / windowSize) * windowSize; offset <= end; offset += windowSize) {
    for (let i = offset; i < Math.min(offset + windowSize, state.total); i += 1) {
      if (!state.rows[i]) {
        out.push(offset);
        break;
      }
    }
  }
  return out;
}

/** Which message is open once `uids` are gone: the next older one, else the next newer. */
export function neighbour(state: ListState, uid: number, uids: number[]): number | null {
  const gone = new Set(uids);
  const at = indexOf(state, uid);
  if (at === -1) return null;
  for (let i = at + 1; i < state.total; i += 1) {
    const row = state.rows[i];
    if (!row) break;
    if (!gone.has(row.uid)) return row.uid;
  }
  for (let i = at - 1; i >= 0; i -= 1) {
    const row = state.rows[i];
    if (!row) break;
    if (!gone.has(row.uid)) return row.uid;
  }
  return null;
}
