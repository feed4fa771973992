'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '@/components/action-error';
import type { Ending, EndingActions } from './ending-actions';

const stepMs = 400;

/** A receipt as it fills, until the last look at Dovecot's list is done. */
export function useEnding(
  read: EndingActions['read'],
  endingId: string | null,
  { start = null, onFailure }: { start?: Ending | null; onFailure?: (failure: Failure) => void } = {},
): Ending | null {
  const [ending, setEnding] = useState<Ending | null>(start);
  const failed = useEffectEvent((failure: Failure) => onFailure?.(failure));
  const finished = ending !== null && ending.ending.id === endingId && ending.ending.finishedAt !== null;
  useEffect(() => {
    if (!endingId || finished) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await read({ endingId }).catch(() => null);
      if (over) return;
      if (answer?.ok) setEnding(answer.data);
      else if (answer) failed(answer);
      timer = setTimeout(look, stepMs);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [endingId, finished, read]);
  return ending?.ending.id === endingId ? ending : null;
}
