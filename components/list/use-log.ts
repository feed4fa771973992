'use client';

import { useState } from 'react';
import { type Answer, useAsk } from './use-ask';
import { useOnQuestion } from './use-on-question';

export interface LogPage<Row> {
  rows: Row[];
  more: boolean;
}

/** A list that grows at its end when somebody asks for more. */
export function useLog<Row, Filter extends object>({
  start,
  filter,
  load,
}: {
  /** The first page and what it was read by; null when the list itself reads it. */
  start: (LogPage<Row> & { filter: Filter }) | null;
  filter: Filter;
  /** The page behind a row; the first one without it. */
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
    /** Null until the first page is here. */
    rows: page?.rows ?? null,
    more: page?.more ?? false,
    loading,
    readMore: () => void read(page?.rows ?? []),
  };
}
