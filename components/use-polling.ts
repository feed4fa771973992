'use client';

import { useEffect, useEffectEvent } from 'react';

/** Often enough for a bar that grows. */
const pollMs = 500;

/** Reads again and again for as long as there is an `id`; one question waits for the answer to the one before. */
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
