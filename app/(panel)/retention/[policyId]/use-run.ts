'use client';

import { useState } from 'react';
import { usePolling } from '@/components/use-polling';
import type { RunDetail } from '@/lib/retention/shapes';
import { readRunAction } from '../actions';

const underWay = (run: RunDetail) => run.state === 'counting' || run.state === 'removing' || run.returning > 0;

/** A run as it goes on; `onRest` is called once it has come to rest. */
export function useRun(start: RunDetail | null, onRest: () => void): [RunDetail | null, (run: RunDetail) => void] {
  const [run, setRun] = useState(start);
  const read = async (runId: string) => {
    const answer = await readRunAction({ runId });
    return answer.ok ? answer.data.run : null;
  };
  usePolling(run && underWay(run) ? run.id : null, read, (next) => {
    setRun(next);
    if (!underWay(next)) onRest();
  });
  return [run, setRun];
}
