'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import type { FilterAddress } from './filter-address';

/** The filter in the URL. Every change of the URL, including Back, changes the list. */
export function useAddressFilter<Filter extends object>({
  path,
  read,
  write,
}: FilterAddress<Filter>): [filter: Filter, change: (next: Partial<Filter>) => void] {
  const address = useSearchParams().toString();
  const filter = useMemo(() => read(new URLSearchParams(address)), [read, address]);
  const change = (next: Partial<Filter>) => {
    const query = write({ ...filter, ...next }, new URLSearchParams(address));
    window.history.replaceState(null, '', `${path}${query}`);
  };
  return [filter, change];
}
