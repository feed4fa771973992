import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Edge } from './types';

type Rows = readonly { id: string }[];

interface Input {
  scroller: RefObject<HTMLDivElement | null>;
  rows: Rows;
  rowHeight: number;
  /** Null when all rows are loaded. */
  question: number | null;
  /** The end of the list that was requested and is being loaded. */
  requestedEdge: RefObject<Edge | null>;
  onArrive: (id: string | null) => void;
}

/** Keeps the top row in place when rows are added or removed above the view. */
export function useScrollPlace({ scroller, rows, rowHeight, question, requestedEdge, onArrive }: Input) {
  const known = useRef({ rows, question });
  useLayoutEffect(() => {
    const box = scroller.current;
    const before = known.current;
    known.current = { rows, question };
    if (question === null || !box || before.rows === rows) return;
    const edge = requestedEdge.current;
    requestedEdge.current = null;
    if (edge) {
      box.scrollTop = edge === 'end' ? box.scrollHeight : 0;
      onArrive((edge === 'end' ? rows.at(-1) : rows[0])?.id ?? null);
    } else if (before.question !== question) {
      box.scrollTop = 0;
    } else {
      const shift = rowShift(before.rows, rows, Math.floor(box.scrollTop / rowHeight));
      if (shift !== 0) box.scrollTop += shift * rowHeight;
    }
  }, [rows, scroller, rowHeight, question, requestedEdge, onArrive]);
}

/** How many rows the row at `index` has moved; 0 when it no longer exists. */
export function rowShift(before: Rows, after: Rows, index: number): number {
  const top = before[index];
  const now = top ? after.findIndex((row) => row.id === top.id) : -1;
  return now < 0 ? 0 : now - index;
}
