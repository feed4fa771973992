'use client';

import { useMemo, useState } from 'react';
import type { PageAsk, PageOf } from '@/lib/db/shapes';
import type { Feed } from '../ui/feed';
import { type Answer, useAsk } from './use-ask';
import { useOnQuestion } from './use-on-question';

/** Pages kept in memory. Ten pages of 100 rows cover the view and are few enough for a phone. */
const maxPages = 10;

/** A window of pages over a list of any length. It grows at the edge in view and drops pages at the other. */
export function useFeed<Row, Filter extends object, Sort extends string>({
  start,
  startFilter,
  filter,
  load,
  sortable,
}: {
  start: PageOf<Row>;
  /** The query of the first page. */
  startFilter: Filter;
  filter: Filter;
  load: (ask: Filter & Omit<PageAsk, 'sort'> & { sort: Sort }) => Promise<Answer<PageOf<Row>>>;
  /** Columns that the server can order by; the list starts with the first. */
  sortable: readonly [Sort, ...Sort[]];
}): { rows: Row[]; feed: Feed; reload: () => void } {
  const [{ pages, question }, setState] = useState({ pages: [start], question: 0 });
  const [startSort] = useState({ id: sortable[0], desc: false });
  const [sort, setSort] = useState(startSort);
  const { ask, loading, isWaiting } = useAsk<PageOf<Row>>();

  const read = async (
    place: Pick<PageAsk, 'at' | 'back'>,
    put: (known: PageOf<Row>[], page: PageOf<Row>) => PageOf<Row>[],
  ) => {
    const page = await ask(() => load({ ...filter, sort: sort.id, desc: sort.desc, ...place }));
    if (!page) return;
    setState((known) => ({
      pages: put(known.pages, page),
      question: known.question + (place.at === null ? 1 : 0),
    }));
  };
  const readAgain = (back = false) => void read({ at: null, back }, (_, page) => [page]);
  useOnQuestion(JSON.stringify([filter, sort]), JSON.stringify([startFilter, startSort]), readAgain);

  const before = pages[0]?.before ?? null;
  const after = pages.at(-1)?.after ?? null;
  return {
    rows: useMemo(() => pages.flatMap((page) => page.rows), [pages]),
    reload: () => readAgain(),
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
        if (isWaiting()) return;
        if (edge === 'end' && after !== null)
          void read({ at: after, back: false }, (known, page) => [...known, page].slice(-maxPages));
        if (edge === 'start' && before !== null)
          void read({ at: before, back: true }, (known, page) => [page, ...known].slice(0, maxPages));
      },
      onEdge: (edge) => {
        if (edge === 'start' ? before !== null : after !== null) readAgain(edge === 'end');
      },
    },
  };
}
