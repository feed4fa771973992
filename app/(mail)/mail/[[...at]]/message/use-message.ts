'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Message } from '@/lib/webmail/shapes';
import { fetchJson, query, RouteFailure } from '../fetch-json';

/** Recently read or prefetched messages, which open without a request. */
const cache = new Map<string, Promise<Message>>();
const maxCached = 60;
const skeletonAfterMs = 120;

function request(folder: string, uid: number): Promise<Message> {
  const key = `${uid} ${folder}`;
  const found = cache.get(key);
  if (found) return found;
  const requested = fetchJson<Message>(`/api/mail/message?${query({ folder, uid })}`);
  cache.set(key, requested);
  requested.catch(() => cache.delete(key));
  for (const old of cache.keys()) {
    if (cache.size <= maxCached) break;
    cache.delete(old);
  }
  return requested;
}

/** Fetches a message that will likely be opened next. */
export function prefetchMessage(folder: string, uid: number | null | undefined): void {
  if (uid) void request(folder, uid).catch(() => {});
}

export type Opened =
  | { status: 'none' }
  | { status: 'loading' }
  | { status: 'failed'; failure: string }
  | { status: 'ready'; message: Message };

export function useMessage(
  folder: string,
  uid: number | null,
  initial: Message | null,
): { opened: Opened; retry: () => void } {
  const key = uid ? `${uid} ${folder}` : null;
  const [held, setHeld] = useState<{ key: string | null; opened: Opened }>(() =>
    initial && key === `${initial.uid} ${initial.folder}`
      ? { key, opened: { status: 'ready', message: initial } }
      : { key, opened: uid ? { status: 'loading' } : { status: 'none' } },
  );
  const [attempt, setAttempt] = useState(0);
  const first = useRef(initial);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` requests the message again
  useEffect(() => {
    if (!uid || !key) return setHeld({ key: null, opened: { status: 'none' } });
    if (first.current && key === `${first.current.uid} ${first.current.folder}`) {
      cache.set(key, Promise.resolve(first.current));
      first.current = null;
    }
    let left = false;
    // A message that arrives quickly is shown without a skeleton in between.
    const slow = setTimeout(
      () => !left && setHeld((held) => (held.key === key ? held : { key, opened: { status: 'loading' } })),
      skeletonAfterMs,
    );
    request(folder, uid)
      .then((message) => !left && setHeld({ key, opened: { status: 'ready', message } }))
      .catch(
        (error) =>
          !left &&
          setHeld({ key, opened: { status: 'failed', failure: error instanceof RouteFailure ? error.code : 'fault' } }),
      )
      .finally(() => clearTimeout(slow));
    return () => {
      left = true;
      clearTimeout(slow);
    };
  }, [folder, uid, key, attempt]);

  const retry = useCallback(() => {
    if (key) cache.delete(key);
    setAttempt((n) => n + 1);
  }, [key]);
  return { opened: uid ? held.opened : { status: 'none' }, retry };
}
