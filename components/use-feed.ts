'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PageAsk, PageOf } from '@/lib/db/shapes';
import { type Failure, useActionError } from './action-error';
import type { Feed } from './ui/feed';
import { toast } from './ui/toast';

/** Pages that a browser holds: ten of 100 rows are more than anybody sees, and few enough for a phone. */
const mostPages = 10;

/** A window of pages over a list of any length: it grows at the edge that is looked at and lets go of the other. */
export function useFeed<T, F extends object, S extends string>({
  start,
  filter,
  load,
  sort: startSort,
  sortable,
}: {
  start: PageOf<T>;
  filter: F;
  load: (ask: F & Omit<PageAsk, 'sort'> & { sort: S }) => Promise<{ ok: true; data: PageOf<T> } | Failure>;
  sort: { id: S; desc: boolean };
  sortable: readonly S[];
}): { rows: T[]; feed: Feed; reload: () => void } {
  const words = useActionError();
  const [{ pages, question }, setState] = useState({ pages: [start], question: 0 });
  const [sort, setSort] = useState(startSort);
  const [loading, setLoading] = useState(false);
  const wanted = JSON.stringify([filter, sort]);
  const shown = useRef(wanted);
  const asked = useRef(0);
  const busy = useRef(false);

  const read = useCallback(
    async (place: Pick<PageAsk, 'at' | 'back'>, put: (known: PageOf<T>[], page: PageOf<T>) => PageOf<T>[]) => {
      asked.current += 1;
      const number = asked.current;
      busy.current = true;
      setLoading(true);
      const answer = await load({ ...filter, sort: sort.id, desc: sort.desc, ...place }).catch(() => null);
      // An answer to an earlier question must not replace that to a later one.
      if (number !== asked.current) return;
      busy.current = false;
      setLoading(false);
      if (answer?.ok) {
        const { data } = answer;
        setState((known) => ({
          pages: put(known.pages, data),
          question: known.question + (place.at === null ? 1 : 0),
        }));
      } else if (answer) toast.error(words(answer));
    },
    [load, filter, sort, words],
  );
  const anew = useCallback((back = false) => void read({ at: null, back }, (_, page) => [page]), [read]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: reads once for each question, not for each render
  useEffect(() => {
    if (shown.current === wanted) return;
    shown.current = wanted;
    anew();
  }, [wanted]);

  const before = pages[0]?.before ?? null;
  const after = pages.at(-1)?.after ?? null;
  return {
    rows: useMemo(() => pages.flatMap((page) => page.rows), [pages]),
    reload: anew,
    feed: {
      before: before !== null,
      after: after !== null,
      loading,
      question,
      sort,
      sortable,
      onSort: (name) => {
        const id = sortable.find((each) => each === name);
        if (id) setSort((known) => ({ id, desc: known.id === id && !known.desc }));
      },
      onNear: (edge) => {
        if (busy.current) return;
        if (edge === 'end' && after !== null)
          void read({ at: after, back: false }, (known, page) => [...known, page].slice(-mostPages));
        if (edge === 'start' && before !== null)
          void read({ at: before, back: true }, (known, page) => [page, ...known].slice(0, mostPages));
      },
      onEdge: (edge) => {
        if (edge === 'start' ? before !== null : after !== null) anew(edge === 'end');
      },
    },
  };
}
