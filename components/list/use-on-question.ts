'use client';

import { useEffect, useEffectEvent, useRef } from 'react';

/** Calls `read` when the question has changed. `answered` is the one that the first rows answer; null when none do. */
export function useOnQuestion(question: string, answered: string | null, read: () => void): void {
  const shown = useRef(answered);
  const onQuestion = useEffectEvent(read);
  useEffect(() => {
    if (shown.current === question) return;
    shown.current = question;
    onQuestion();
  }, [question]);
}
