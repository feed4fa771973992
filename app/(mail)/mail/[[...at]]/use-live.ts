'use client';

import { useEffect, useRef, useState } from 'react';
import type { FolderNews } from '@/lib/webmail/shapes';

export type Line = 'live' | 'lost' | 'over';

/** Listens to the owner's folders. `hear` gets what changed; the answer says whether the line stands. */
export function useLive(hear: (changed: FolderNews[]) => void): Line {
  const [line, setLine] = useState<Line>('live');
  const now = useRef(hear);
  now.current = hear;
  useEffect(() => {
    const source = new EventSource('/api/mail/live');
    let lost: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener('folders', (event) => now.current(JSON.parse((event as MessageEvent<string>).data)));
    source.addEventListener('over', () => {
      setLine('over');
      source.close();
    });
    source.addEventListener('open', () => {
      clearTimeout(lost);
      setLine('live');
    });
    source.addEventListener('error', () => {
      clearTimeout(lost);
      // A reconnection takes three seconds: nothing to alarm about.
      lost = setTimeout(() => setLine(source.readyState === EventSource.CLOSED ? 'over' : 'lost'), 6000);
    });
    return () => {
      clearTimeout(lost);
      source.close();
    };
  }, []);
  return line;
}
