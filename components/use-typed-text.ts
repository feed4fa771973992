'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';

/** Long enough not to ask at every letter, short enough not to be felt. */
const typingMs = 250;

/** The text of a search field: handed on when typing pauses, and replaced when `value` changes from outside. */
export function useTypedText(
  value: string,
  onChange: (value: string) => void,
): [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const send = useEffectEvent((next: string) => {
    sent.current = next;
    onChange(next);
  });

  // Back, a chip or a link changed it from outside.
  useEffect(() => {
    if (value !== sent.current) setText(value);
    sent.current = value;
  }, [value]);

  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => send(text), typingMs);
    return () => clearTimeout(timer);
  }, [text]);

  return [text, setText];
}
