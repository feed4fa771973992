'use client';

import { useState } from 'react';
import { type Answer, useAsk } from './use-ask';
import { useOnQuestion } from './use-on-question';

export interface LogPage<Row> {
  rows: Row[];
  more: boolean;
}

/** A list that loads more rows at its end on request. */
export function useLog<Row, Filter extends object>({
  start,
  filter,
  load,
}: {
  /** The first page and its query; null when the list reads it itself. */
  start: (LogPage<Row> & { filter: Filter }) | null;
  filter: Filter;
  /** The page after a row, or the first page. */
  load: (filter: Filter, last: Row | undefined) => Promise<Answer<LogPage<Row>>>;
}) {
  const [page, setPage] = useState<LogPage<Row> | null>(start);
  const { ask, loading } = useAsk<LogPage<Row>>();
  const read = async (known: Row[]) => {
    const next = await ask(() => load(filter, known.at(-1)));
    if (next) setPage({ rows: [...known, ...next.rows], more: next.more });
  };
  useOnQuestion(JSON.stringify(filter), start && JSON.stringify(start.filter), () => void read([]));
  return {
    /** Null until the first page is loaded. */
    rows: page?.rows ?? null,
    more: page?.more ?? false,
    loading,
    readMore: () => void read(page?.rows ?? []),
  };
}
