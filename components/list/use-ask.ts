'use client';

import { useCallback, useRef, useState } from 'react';
import { type Failure, useActionError } from '../action-error';
import { toast } from '../ui/toast';

export type Answer<T> = { ok: true; data: T } | Failure;

/** Asks the server, one question after the other. An answer that a later question has overtaken is dropped. */
export function useAsk<T>() {
  const words = useActionError();
  const [loading, setLoading] = useState(false);
  const asked = useRef(0);
  const waiting = useRef(false);

  /** Null when there is no answer: it was overtaken, or it failed. */
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
  /** What an event handler asks: the state of the last render may be older. */
  const isWaiting = useCallback(() => waiting.current, []);
  return { ask, loading, isWaiting };
}
