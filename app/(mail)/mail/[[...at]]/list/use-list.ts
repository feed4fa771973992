'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Page, Row } from '@/lib/webmail/shapes';
import { fetchJson, RouteFailure, query as toQuery } from '../fetch-json';
import { emptyList, fromPages, type ListState, missing, patched, windowSize, without, withPage } from './list-state';

export interface MailList {
  state: ListState;
  /** loading: nothing to show yet. */
  status: 'ready' | 'loading' | 'failed';
  failure: string | null;
  /** UIDs that arrived while one looked. */
  fresh: ReadonlySet<number>;
  /** Tells which rows are on the screen; what is not known of them is fetched. */
  ensure: (first: number, last: number) => void;
  refresh: () => Promise<void>;
  remove: (uids: number[]) => void;
  /** Rows taken out too early: the server declined. */
  restore: (uids: number[]) => void;
  patch: (uids: number[], change: Partial<Row>) => void;
}

const noFresh: ReadonlySet<number> = new Set();

/** The list of one folder, or of a search in it, held in step with the server window by window. */
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
    flying: new Map<number, AbortController>(),
    gone: new Set<string>(),
  });
  now.current.held = held;

  const window = useCallback(
    (offset: number, signal: AbortSignal) =>
      fetchJson<Page>(`/api/mail/messages?${toQuery({ folder, offset, take: windowSize, query: search })}`, signal),
    [folder, search],
  );

  const refresh = useCallback(async () => {
    const { flying, screen } = now.current;
    for (const one of flying.values()) one.abort();
    flying.clear();
    const stop = new AbortController();
    flying.set(-1, stop);
    try {
      const from = Math.floor(screen[0] / windowSize) * windowSize;
      const offsets = new Set([0, from, Math.floor(screen[1] / windowSize) * windowSize]);
      const pages = await Promise.all([...offsets].map((offset) => window(offset, stop.signal)));
      if (stop.signal.aborted || now.current.key !== key) return;
      // Rows that are on their way out must not come back between two answers; a UID is never given twice.
      const { gone } = now.current;
      const looked = fromPages(pages);
      const away = looked.rows.flatMap((row) =>
        row && gone.has(`${looked.uidValidity} ${row.uid} ${folder}`) ? row.uid : [],
      );
      const next = away.length ? without(looked, away) : looked;
      const before = now.current.held;
      if (before.key === key && before.status === 'ready' && before.state.uidValidity === next.uidValidity) {
        const newest = Math.max(0, ...before.state.rows.slice(0, windowSize).map((row) => row?.uid ?? 0));
        const arrived = next.rows
          .slice(0, windowSize)
          .flatMap((row) => (row && row.uid > newest && !row.seen ? row.uid : []));
        if (newest && arrived.length) setFresh(new Set(arrived));
      }
      setHeld({ key, state: next, status: 'ready', failure: null });
    } catch (error) {
      if (stop.signal.aborted || now.current.key !== key) return;
      const failure = error instanceof RouteFailure ? error.code : 'fault';
      // What is shown stays; only an empty page says that it could not be filled.
      setHeld((held) =>
        held.status === 'ready' && held.key === key ? held : { key, state: emptyList, status: 'failed', failure },
      );
    } finally {
      if (flying.get(-1) === stop) flying.delete(-1);
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
      const { held: before, flying } = now.current;
      if (before.key !== key || before.status !== 'ready' || flying.has(-1)) return;
      const wanted = missing(before.state, first, last);
      // A scroll through thousands leaves windows behind that nobody waits for any more.
      for (const [offset, stop] of flying) if (!wanted.includes(offset)) stop.abort();
      for (const offset of wanted) {
        if (flying.has(offset)) continue;
        const stop = new AbortController();
        flying.set(offset, stop);
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
            if (flying.get(offset) === stop) flying.delete(offset);
          });
      }
    },
    [key, refresh, window],
  );

  const remove = useCallback(
    (uids: number[]) => {
      for (const uid of uids) now.current.gone.add(`${now.current.held.state.uidValidity} ${uid} ${folder}`);
      setHeld((held) => ({ ...held, state: without(held.state, uids) }));
    },
    [folder],
  );
  const restore = useCallback(
    (uids: number[]) => {
      for (const uid of uids) now.current.gone.delete(`${now.current.held.state.uidValidity} ${uid} ${folder}`);
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
