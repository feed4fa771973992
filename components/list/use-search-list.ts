'use client';

import { useState } from 'react';
import type { PageAsk, PageOf } from '@/lib/db/shapes';
import type { FilterAddress } from './filter-address';
import { useAddressFilter } from './use-address-filter';
import { type Answer, useAsk } from './use-ask';
import { useFeed } from './use-feed';
import { useOnQuestion } from './use-on-question';

/** What the server read first. */
export interface ListStart<Row, Filter, Counts> {
  filter: Filter;
  page: PageOf<Row>;
  counts: Counts;
}

/** A list that the server reads in pages: its filter in the address bar, the rows that are in view, and how many there are. */
export function useSearchList<
  Row,
  Filter extends { search: string },
  Asked extends object,
  Sort extends string,
  Counts,
>({
  start,
  address,
  rowsBy,
  load,
  count,
  sortable,
}: {
  start: ListStart<Row, Filter, Counts>;
  address: FilterAddress<Filter>;
  /** What of the filter decides on the rows. */
  rowsBy: (filter: Filter) => Asked;
  load: (ask: Asked & Omit<PageAsk, 'sort'> & { sort: Sort }) => Promise<Answer<PageOf<Row>>>;
  /** How many there are by the search alone: a state has its number whether it is chosen or not. */
  count: (ask: { search: string }) => Promise<Answer<Counts>>;
  sortable: readonly [Sort, ...Sort[]];
}) {
  const [filter, setFilter] = useAddressFilter(address);
  const { search } = filter;
  const { rows, feed, reload } = useFeed({
    start: start.page,
    startFilter: rowsBy(start.filter),
    filter: rowsBy(filter),
    load,
    sortable,
  });
  const [counts, setCounts] = useState(start.counts);
  const { ask } = useAsk<Counts>();
  const countAgain = async () => {
    const found = await ask(() => count({ search }));
    if (found !== null) setCounts(found);
  };
  useOnQuestion(search, start.filter.search, () => void countAgain());
  return {
    filter,
    setFilter,
    rows,
    feed,
    counts,
    /** Reads rows and counts again: something was added. */
    reload: () => {
      reload();
      void countAgain();
    },
  };
}
