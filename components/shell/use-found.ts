import { useEffect, useState } from 'react';
import { z } from 'zod';
import { type Found, foundShape } from '@/lib/search/shapes';

const answerShape = z.object({ found: z.array(foundShape) });

/** Searches on the server when typing pauses. A late response to an older text is dropped. */
export function useFound(text: string): { found: Found[]; state: 'idle' | 'asking' | 'done' | 'failed' } {
  const [answer, setAnswer] = useState<{ text: string; found: Found[]; failed: boolean }>();
  const worth = text.length >= 2;
  useEffect(() => {
    if (!worth) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(`/api/search?q=${encodeURIComponent(text)}`, { signal: stop.signal });
        if (!response.ok) throw new Error(String(response.status));
        setAnswer({ text, found: answerShape.parse(await response.json()).found, failed: false });
      } catch {
        if (!stop.signal.aborted) setAnswer({ text, found: [], failed: true });
      }
    }, 120);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, worth]);
  if (!worth) return { found: [], state: text === '' ? 'idle' : 'done' };
  // The last results stay until the next ones arrive, so that the list does not flicker.
  if (answer?.text !== text) return { found: answer?.found ?? [], state: 'asking' };
  return { found: answer.found, state: answer.failed ? 'failed' : 'done' };
}
