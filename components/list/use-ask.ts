'use client';

import { useCallback, useRef, useState } from 'react';
import { type Failure, useActionError } from '../action-error';
import { toast } from '../ui/toast';

export type Answer<T> = { ok: true; data: T } | Failure;

/** Sends queries to the server. A response that a later query has superseded is dropped. */
export function useAsk<T>() {
  const words = useActionError();
  const [loading, setLoading] = useState(false);
  const asked = useRef(0);
  const waiting = useRef(false);

  /** Null when the query was superseded or has failed. */
  const ask = useCallback(
    async (question: () => Promise<Answer<T>>): Promise<T | null> => {
      asked.current += 1;
      const number = asked.current;
      waiting.current = true;
      setLoading(true);
      const answer = await question().catch(() => null);
      if (number !== asked.current) return null;
      waiting.current = false;
      setLoading(false);
      if (answer && !answer.ok) toast.error(words(answer));
      return answer?.ok ? answer.data : null;
    },
    [words],
  );
  /** For event handlers, because the state of the last render may be stale. */
  const isWaiting = useCallback(() => waiting.current, []);
  return { ask, loading, isWaiting };
}
