'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Message } from '@/lib/webmail/shapes';
import { fetchJson, query, RouteFailure } from '../fetch-json';
import { useLatest } from '../use-latest';
import type { View } from '../view';

/** Recently read or prefetched messages, which open without a request. */
const cache = new Map<string, Promise<Message>>();
const maxCached = 60;
const skeletonAfterMs = 120;

/** `uidValidity` says which folder of this path the list shows; it is empty before the list is there. */
function request(folder: string, uidValidity: string, uid: number): Promise<Message> {
  const key = cacheKey(folder, uidValidity, uid);
  const found = cache.get(key);
  if (found) return found;
  const requested = fetchJson<Message>(
    `/api/mail/message?${query({ folder, uid, ...(uidValidity ? { uidValidity } : {}) })}`,
  );
  cache.set(key, requested);
  requested.catch(() => cache.delete(key));
  for (const old of cache.keys()) {
    if (cache.size <= maxCached) break;
    cache.delete(old);
  }
  return requested;
}

/** Fetches a message that will likely be opened next. */
export function prefetchMessage({ path, uidValidity }: View, uid: number | null | undefined): void {
  if (uid) void request(path, uidValidity, uid).catch(() => {});
}

function cacheKey(folder: string, uidValidity: string, uid: number): string {
  return `${uid} ${uidValidity} ${folder}`;
}

export type Opened =
  | { status: 'none' }
  | { status: 'loading' }
  | { status: 'failed'; failure: string }
  | { status: 'ready'; message: Message };

export function useMessage(
  folder: string,
  uid: number | null,
  uidValidity: string,
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
  // The list may come after the message. That alone is no reason to ask for it again.
  const known = useLatest(uidValidity);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` requests the message again
  useEffect(() => {
    if (!uid || !key) return setHeld({ key: null, opened: { status: 'none' } });
    if (first.current && key === `${first.current.uid} ${first.current.folder}`) {
      cache.set(cacheKey(folder, first.current.uidValidity, uid), Promise.resolve(first.current));
      first.current = null;
      return;
    }
    let left = false;
    // A message that arrives quickly is shown without a skeleton in between.
    const slow = setTimeout(
      () => !left && setHeld((held) => (held.key === key ? held : { key, opened: { status: 'loading' } })),
      skeletonAfterMs,
    );
    request(folder, known.current, uid)
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
    if (uid) cache.delete(cacheKey(folder, known.current, uid));
    setAttempt((n) => n + 1);
  }, [folder, uid, known]);
  const { opened } = held;
  // The list shows another folder of this path by now.
  const stale = opened.status === 'ready' && uidValidity !== '' && opened.message.uidValidity !== uidValidity;
  const shown: Opened = stale ? { status: 'failed', failure: 'folder-changed' } : opened;
  return { opened: uid ? shown : { status: 'none' }, retry };
}
