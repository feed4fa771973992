'use client';

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { NodeState, ProtocolSeries, SessionCounts, SessionRow } from '@/lib/activity/shapes';

/** The server sends a heartbeat every 5 s. After three missed ones the connection counts as lost. */
const silenceMs = 16_000;
/** Short enough for a live page, long enough for a panel that is starting. */
const retryMs = 2_000;

export type StreamState = 'connecting' | 'live' | 'lost' | 'signed-out';

interface Handlers {
  /** `now` is the server's clock. */
  onRows: (rows: SessionRow[], now: number) => void;
  onCounts?: (counts: SessionCounts) => void;
  onSeries?: (series: ProtocolSeries) => void;
  onNodes?: (nodes: NodeState[]) => void;
  /** The stream cannot resume: the page must be loaded again. */
  onReset?: () => void;
}

/** Follows /api/live/sessions from a revision on, and reconnects when the connection is lost. */
export function useSessionStream(
  since: number,
  handlers: Handlers,
): { state: StreamState; lastAt: number | null; clock: () => number } {
  const [state, setState] = useState<StreamState>('connecting');
  const [lastAt, setLastAt] = useState<number | null>(null);
  // The clock of the browser may be wrong, so the clock of the server determines what is recent.
  const offset = useRef(0);
  const clock = useCallback(() => Date.now() + offset.current, []);
  const rows = useEffectEvent((value: SessionRow[]) => handlers.onRows(value, clock()));
  const series = useEffectEvent((value: ProtocolSeries) => handlers.onSeries?.(value));
  const counts = useEffectEvent((value: SessionCounts) => handlers.onCounts?.(value));
  const nodes = useEffectEvent((value: NodeState[]) => handlers.onNodes?.(value));
  const reset = useEffectEvent(() => handlers.onReset?.());

  useEffect(() => {
    let source: EventSource | undefined;
    let revision = since;
    let heard = Date.now();
    let over = false;
    let retry: ReturnType<typeof setTimeout> | undefined;

    const hear = (live = true) => {
      heard = Date.now();
      if (live) {
        setState('live');
        setLastAt(heard);
      }
    };
    const end = () => {
      over = true;
      source?.close();
      setState('signed-out');
    };
    const again = () => {
      source?.close();
      source = undefined;
      if (over) return;
      setState((before) => (before === 'connecting' ? before : 'lost'));
      clearTimeout(retry);
      retry = setTimeout(open, retryMs);
    };
    const open = () => {
      if (over) return;
      hear(false);
      const next = new EventSource(`/api/live/sessions?since=${revision}`);
      source = next;
      const on = (name: string, take: (data: unknown) => void) =>
        next.addEventListener(name, (event) => {
          hear();
          if (event.lastEventId) revision = Math.max(revision, Number(event.lastEventId) || 0);
          take(JSON.parse(event.data));
        });
      on('rows', (data) => rows(data as SessionRow[]));
      on('counts', (data) => counts(data as SessionCounts));
      on('series', (data) => series(data as ProtocolSeries));
      on('nodes', (data) => nodes(data as NodeState[]));
      on('reset', () => reset());
      on('beat', (data) => {
        offset.current = (data as { now: number }).now - Date.now();
      });
      next.addEventListener('bye', end);
      next.onerror = () => {
        if (source !== next) return;
        again();
        // An EventSource gives no reason, so the page checks whether the visitor is signed out, instead of showing
        // "reconnecting".
        fetch('/api/live/sessions?ask=1')
          .then((answer) => {
            if (answer.status === 401) end();
          })
          .catch(() => setState('lost'));
      };
    };
    open();
    const watch = setInterval(() => {
      if (source && Date.now() - heard > silenceMs) {
        setState('lost');
        again();
      }
    }, 2_000);
    return () => {
      over = true;
      clearInterval(watch);
      clearTimeout(retry);
      source?.close();
    };
  }, [since]);

  return { state, lastAt, clock };
}
