'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Message } from '@/lib/webmail/shapes';
import { fetchJson, query, RouteFailure } from './fetch-json';

/** Messages read lately, so that going back to one, or on to a foreseen one, waits for nothing. */
const kept = new Map<string, Promise<Message>>();
const most = 60;

function ask(folder: string, uid: number): Promise<Message> {
  const key = `${uid} ${folder}`;
  const found = kept.get(key);
  if (found) return found;
  const asked = fetchJson<Message>(`/api/mail/message?${query({ folder, uid })}`);
  kept.set(key, asked);
  asked.catch(() => kept.delete(key));
  for (const old of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(old);
  }
  return asked;
}

/** Fetches what will likely be opened next. */
export function foresee(folder: string, uid: number | null | undefined): void {
  if (uid) void ask(folder, uid).catch(() => {});
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
): { opened: Opened; again: () => void } {
  const key = uid ? `${uid} ${folder}` : null;
  const [held, setHeld] = useState<{ key: string | null; opened: Opened }>(() =>
    initial && key === `${initial.uid} ${initial.folder}`
      ? { key, opened: { status: 'ready', message: initial } }
      : { key, opened: uid ? { status: 'loading' } : { status: 'none' } },
  );
  const [turn, setTurn] = useState(0);
  const first = useRef(initial);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again
  useEffect(() => {
    if (!uid || !key) return setHeld({ key: null, opened: { status: 'none' } });
    if (first.current && key === `${first.current.uid} ${first.current.folder}`) {
      kept.set(key, Promise.resolve(first.current));
      first.current = null;
    }
    let left = false;
    // A message that is there within a blink is shown without a skeleton between.
    const slow = setTimeout(
      () => !left && setHeld((held) => (held.key === key ? held : { key, opened: { status: 'loading' } })),
      120,
    );
    ask(folder, uid)
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
  }, [folder, uid, key, turn]);

  const again = useCallback(() => {
    if (key) kept.delete(key);
    setTurn((n) => n + 1);
  }, [key]);
  return { opened: uid ? held.opened : { status: 'none' }, again };
}
