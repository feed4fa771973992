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

/** A list that the server reads in pages: the filter in the URL, the loaded rows, and the counts. */
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
  /** The part of the filter that selects rows. */
  rowsBy: (filter: Filter) => Asked;
  load: (ask: Asked & Omit<PageAsk, 'sort'> & { sort: Sort }) => Promise<Answer<PageOf<Row>>>;
  /** Counts by the search alone, so that every state shows its count whether it is selected or not. */
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
    /** Reads rows and counts again, after something was added. */
    reload: () => {
      reload();
      void countAgain();
    },
  };
}
