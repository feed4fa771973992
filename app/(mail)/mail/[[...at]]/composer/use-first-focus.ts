'use client';

import { useEffect, useRef } from 'react';
import type { Draft } from '@/lib/webmail/shapes';

/** Focuses the text above the quotation of a reply, otherwise the recipient field. */
export function useFirstFocus({ to }: Pick<Draft, 'to'>) {
  const textRef = useRef<HTMLTextAreaElement>(null);
  const toRef = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the composer opens
  useEffect(() => {
    if (to) {
      textRef.current?.focus();
      textRef.current?.setSelectionRange(0, 0);
      textRef.current?.scrollTo(0, 0);
    } else toRef.current?.focus();
  }, []);
  return { textRef, toRef };
}
