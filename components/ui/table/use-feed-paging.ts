import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Feed } from '../feed';

/** More rows are requested while this many are still left to scroll through. */
const rowsAhead = 40;

/** Asks for more rows when the rows in view come near an end of what is loaded. */
export function useFeedPaging(feed: Feed | undefined, first: number, last: number, total: number) {
  const { before = false, after = false, loading = false } = feed ?? {};
  const onNear = useRef(feed?.onNear);
  useLayoutEffect(() => {
    onNear.current = feed?.onNear;
  });
  useEffect(() => {
    if (loading) return;
    if (after && last >= total - rowsAhead) onNear.current?.('end');
    else if (before && first <= rowsAhead) onNear.current?.('start');
  }, [after, before, loading, last, first, total]);
}
