'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Page, Row } from '@/lib/webmail/shapes';
import { fetchJson, RouteFailure, query as toQuery } from '../fetch-json';
import {
  arrivals,
  emptyList,
  fromPages,
  type ListState,
  missing,
  patched,
  windowSize,
  without,
  withoutWhere,
  withPage,
} from './list-state';

export interface MailList {
  state: ListState;
  /** loading: nothing to show yet. */
  status: 'ready' | 'loading' | 'failed';
  failure: string | null;
  /** UIDs that arrived while the list was shown. */
  fresh: ReadonlySet<number>;
  /** Reports which rows are on the screen. Unknown ones are fetched. */
  ensure: (first: number, last: number) => void;
  refresh: () => Promise<void>;
  remove: (uids: number[]) => void;
  /** Shows removed rows again after the server declined. */
  restore: (uids: number[]) => void;
  patch: (uids: number[], change: Partial<Row>) => void;
}

const noFresh: ReadonlySet<number> = new Set();
/** Used instead of an offset for a refresh. */
const refreshing = -1;

/** The list of one folder, or of a search in it, fetched window by window. */
export function useList(folder: string, search: string, initial: Page | null): MailList {
  const key = `${folder}\n${search}`;
  const firstKey = useRef(initial ? `${initial.folder}\n` : '');
  const [held, setHeld] = useState<{
    key: string;
    state: ListState;
    status: MailList['status'];
    failure: string | null;
  }>(() =>
    initial && key === firstKey.current
      ? { key, state: fromPages([initial]), status: 'ready', failure: null }
      : { key, state: emptyList, status: 'loading', failure: null },
  );
  const [fresh, setFresh] = useState(noFresh);
  const now = useRef({
    key,
    held,
    screen: [0, windowSize - 1] as [number, number],
    /** By offset; the refresh of the whole list is at `refreshing`. */
    requests: new Map<number, AbortController>(),
    /** Rows removed on the page, possibly before the server has removed them. */
    removed: new Set<string>(),
  });
  now.current.held = held;

  const window = useCallback(
    (offset: number, signal: AbortSignal) =>
      fetchJson<Page>(`/api/mail/messages?${toQuery({ folder, offset, take: windowSize, query: search })}`, signal),
    [folder, search],
  );

  const refresh = useCallback(async () => {
    const { requests, screen } = now.current;
    for (const one of requests.values()) one.abort();
    requests.clear();
    const stop = new AbortController();
    requests.set(refreshing, stop);
    try {
      const from = Math.floor(screen[0] / windowSize) * windowSize;
      const offsets = new Set([0, from, Math.floor(screen[1] / windowSize) * windowSize]);
      const pages = await Promise.all([...offsets].map((offset) => window(offset, stop.signal)));
      if (stop.signal.aborted || now.current.key !== key) return;
      // Rows being removed must not reappear between two responses. A UID is never reused.
      const { removed } = now.current;
      const fetched = fromPages(pages);
      const next = withoutWhere(fetched, (uid) => removed.has(removedKey(fetched.uidValidity, uid, folder)));
      const before = now.current.held;
      if (before.key === key && before.status === 'ready') {
        const arrived = arrivals(before.state, next);
        if (arrived.length > 0) setFresh(new Set(arrived));
      }
      setHeld({ key, state: next, status: 'ready', failure: null });
    } catch (error) {
      if (stop.signal.aborted || now.current.key !== key) return;
      const failure = error instanceof RouteFailure ? error.code : 'fault';
      // A list that is already shown stays; the error is shown only for an empty one.
      setHeld((held) =>
        held.status === 'ready' && held.key === key ? held : { key, state: emptyList, status: 'failed', failure },
      );
    } finally {
      if (requests.get(refreshing) === stop) requests.delete(refreshing);
    }
  }, [key, window, folder]);

  useEffect(() => {
    now.current.key = key;
    if (now.current.held.key === key && now.current.held.status === 'ready') return;
    now.current.screen = [0, windowSize - 1];
    setFresh(noFresh);
    setHeld({ key, state: emptyList, status: 'loading', failure: null });
    void refresh();
  }, [key, refresh]);

  const ensure = useCallback(
    (first: number, last: number) => {
      now.current.screen = [Math.max(0, first), Math.max(0, last)];
      const { held: before, requests } = now.current;
      if (before.key !== key || before.status !== 'ready' || requests.has(refreshing)) return;
      const wanted = missing(before.state, first, last);
      // After a scroll through thousands of rows the windows in between are not needed.
      for (const [offset, stop] of requests) if (!wanted.includes(offset)) stop.abort();
      for (const offset of wanted) {
        if (requests.has(offset)) continue;
        const stop = new AbortController();
        requests.set(offset, stop);
        window(offset, stop.signal)
          .then((page) => {
            if (now.current.key !== key) return;
            const next = withPage(now.current.held.state, page);
            if (!next) return refresh();
            const after = { ...now.current.held, state: next };
            now.current.held = after;
            setHeld(after);
          })
          .catch(() => {})
          .finally(() => {
            if (requests.get(offset) === stop) requests.delete(offset);
          });
      }
    },
    [key, refresh, window],
  );

  const remove = useCallback(
    (uids: number[]) => {
      for (const uid of uids) now.current.removed.add(removedKey(now.current.held.state.uidValidity, uid, folder));
      setHeld((held) => ({ ...held, state: without(held.state, uids) }));
    },
    [folder],
  );
  const restore = useCallback(
    (uids: number[]) => {
      for (const uid of uids) now.current.removed.delete(removedKey(now.current.held.state.uidValidity, uid, folder));
    },
    [folder],
  );
  const patch = useCallback(
    (uids: number[], change: Partial<Row>) =>
      setHeld((held) => ({ ...held, state: patched(held.state, uids, change) })),
    [],
  );

  const current = held.key === key;
  return {
    state: current ? held.state : emptyList,
    status: current ? held.status : 'loading',
    failure: current ? held.failure : null,
    fresh,
    ensure,
    refresh,
    remove,
    restore,
    patch,
  };
}

function removedKey(uidValidity: string, uid: number, folder: string): string {
  return `${uidValidity} ${uid} ${folder}`;
}
