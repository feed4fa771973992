'use client';

import { useEffect, useState } from 'react';
import type { FolderNews } from '@/lib/webmail/shapes';
import { useLatest } from './use-latest';

export type Connection = 'live' | 'lost' | 'over';

/** EventSource reconnects within three seconds; only a longer gap is worth a warning. */
const lostAfterMs = 6000;

/** Listens to changes of the owner's folders. Returns the state of the connection. */
export function useLive(onNews: (changed: FolderNews[]) => void): Connection {
  const [connection, setConnection] = useState<Connection>('live');
  const latest = useLatest(onNews);
  useEffect(() => {
    const source = new EventSource('/api/mail/live');
    let lost: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener('folders', (event) => latest.current(JSON.parse((event as MessageEvent<string>).data)));
    source.addEventListener('over', () => {
      setConnection('over');
      source.close();
    });
    source.addEventListener('open', () => {
      clearTimeout(lost);
      setConnection('live');
    });
    source.addEventListener('error', () => {
      clearTimeout(lost);
      lost = setTimeout(() => setConnection(source.readyState === EventSource.CLOSED ? 'over' : 'lost'), lostAfterMs);
    });
    return () => {
      clearTimeout(lost);
      source.close();
    };
  }, [latest]);
  return connection;
}
