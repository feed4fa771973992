'use client';

import { useEffect, useEffectEvent } from 'react';

/** Often enough for a progress bar. */
const pollMs = 500;

/** Polls while `id` is set. Each request waits for the previous response. */
export function usePolling<T>(
  id: string | null,
  read: (id: string) => Promise<T | null>,
  onRead: (found: T) => void,
): void {
  const ask = useEffectEvent((of: string) => read(of).catch(() => null));
  const take = useEffectEvent(onRead);
  useEffect(() => {
    if (!id) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const found = await ask(id);
      if (stopped) return;
      if (found !== null) take(found);
      if (!stopped) timer = setTimeout(look, pollMs);
    };
    timer = setTimeout(look, pollMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [id]);
}
