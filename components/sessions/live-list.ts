import type { SessionRow } from '@/lib/activity/shapes';
import { matches, type SessionFilter } from './filter';

/** How long an ended session stays on the live list, marked as ended. */
export const farewellMs = 4_000;
/** How long a row counts as new. */
export const freshMs = 1_600;
/** A session that started and ended between two updates, like most POP3 polls, is shown if it ended within this time. */
const glimpseMs = 15_000;

/** The rows of the page and those held back. Every function returns a new list. */
export interface LiveList {
  /** Newest first. */
  rows: SessionRow[];
  /** Rows held back while somebody points at the table or has something selected. */
  waiting: SessionRow[];
  /** When a row appeared, by id. */
  fresh: ReadonlyMap<string, number>;
  /** When a row of the live list ended, by id. */
  leaving: ReadonlyMap<string, number>;
  /** Whether the server has older rows than the last one here. */
  more: boolean;
}

export function openList(rows: SessionRow[], more: boolean): LiveList {
  return { rows: [...rows].sort(newestFirst), waiting: [], fresh: new Map(), leaving: new Map(), more };
}

/** The rows that also match another filter. The server may have more. */
export function narrow(list: LiveList, filter: SessionFilter): LiveList {
  const fitting = list.rows.filter((row) => matches(row, filter) && (filter.state !== 'live' || row.endedAt === null));
  return openList(fitting, true);
}

/** Merges rows from the stream. They may arrive twice and out of order: the higher revision wins. */
export function takeIn(
  list: LiveList,
  incoming: SessionRow[],
  { filter, held, now }: { filter: SessionFilter; held: boolean; now: number },
): LiveList {
  const known = new Map(list.rows.map((row, index) => [row.id, index]));
  const rows = [...list.rows];
  const waiting = new Map(list.waiting.map((row) => [row.id, row]));
  const fresh = new Map(list.fresh);
  const leaving = new Map(list.leaving);
  const oldest = list.more ? list.rows[list.rows.length - 1]?.startedAt : undefined;
  let added = false;

  for (const row of incoming) {
    const at = known.get(row.id);
    const before = at === undefined ? waiting.get(row.id) : rows[at];
    if (before && before.revision >= row.revision) continue;
    if (at !== undefined) {
      rows[at] = row;
      if (filter.state === 'live' && row.endedAt !== null && before?.endedAt === null) leaving.set(row.id, now);
      continue;
    }
    if (!before) {
      if (!matches(row, filter)) continue;
      // It belongs below the loaded rows and will come with its page.
      if (oldest !== undefined && row.startedAt < oldest) continue;
      if (filter.state === 'live' && passed(row, now)) continue;
    }
    if (held) {
      waiting.set(row.id, row);
      continue;
    }
    waiting.delete(row.id);
    known.set(row.id, rows.length);
    rows.push(row);
    fresh.set(row.id, now);
    if (filter.state === 'live' && row.endedAt !== null) leaving.set(row.id, now);
    added = true;
  }
  if (added) rows.sort(newestFirst);
  return { ...list, rows, waiting: [...waiting.values()], fresh, leaving };
}

/** Shows the rows held back, after a click on "12 new" or when the pointer has left. */
export function letIn(list: LiveList, { filter, now }: { filter: SessionFilter; now: number }): LiveList {
  if (list.waiting.length === 0) return list;
  return takeIn({ ...list, waiting: [] }, list.waiting, { filter, held: false, now });
}

/** Drops ended rows after their few seconds unless the list is held, and forgets which rows are no longer new. */
export function sweep(
  list: LiveList,
  { filter, held, now }: { filter: SessionFilter; held: boolean; now: number },
): LiveList {
  const live = filter.state === 'live';
  const gone = new Set([...list.leaving].filter(([, at]) => !held && now - at >= farewellMs).map(([id]) => id));
  const stale = [...list.fresh].some(([, at]) => now - at >= freshMs);
  const waiting = live ? list.waiting.filter((row) => !passed(row, now)) : list.waiting;
  if (gone.size === 0 && !stale && waiting.length === list.waiting.length) return list;
  return {
    ...list,
    waiting,
    rows: gone.size > 0 ? list.rows.filter(({ id }) => !gone.has(id)) : list.rows,
    leaving: new Map([...list.leaving].filter(([id]) => !gone.has(id))),
    fresh: new Map([...list.fresh].filter(([, at]) => now - at < freshMs)),
  };
}

/** Adds a page of older rows at the end. */
export function append(list: LiveList, page: SessionRow[], more: boolean): LiveList {
  const known = new Set(list.rows.map(({ id }) => id));
  return { ...list, rows: [...list.rows, ...page.filter(({ id }) => !known.has(id))].sort(newestFirst), more };
}

function passed(row: SessionRow, now: number): boolean {
  return row.endedAt !== null && now - Date.parse(row.endedAt) > glimpseMs;
}

function newestFirst(a: SessionRow, b: SessionRow): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? 1 : -1;
  return Number(b.id) - Number(a.id);
}
