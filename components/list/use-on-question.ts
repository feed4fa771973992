'use client';

import { useEffect, useEffectEvent, useRef } from 'react';

/** Calls `read` when the query has changed. `answered` is the query of the first rows, or null. */
export function useOnQuestion(question: string, answered: string | null, read: () => void): void {
  const shown = useRef(answered);
  const onQuestion = useEffectEvent(read);
  useEffect(() => {
    if (shown.current === question) return;
    shown.current = question;
    onQuestion();
  }, [question]);
}
