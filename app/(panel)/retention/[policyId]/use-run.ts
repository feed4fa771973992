'use client';

import { useState } from 'react';
import { usePolling } from '@/components/use-polling';
import type { RunDetail } from '@/lib/retention/shapes';
import { readRunAction } from '../actions';

const inProgress = (run: RunDetail) => run.state === 'counting' || run.state === 'removing' || run.restoring > 0;

/** Polls a run until it is finished, then calls `onFinished`. */
export function useRun(start: RunDetail | null, onFinished: () => void): [RunDetail | null, (run: RunDetail) => void] {
  const [run, setRun] = useState(start);
  const read = async (runId: string) => {
    const answer = await readRunAction({ runId });
    return answer.ok ? answer.data.run : null;
  };
  usePolling(run && inProgress(run) ? run.id : null, read, (next) => {
    setRun(next);
    if (!inProgress(next)) onFinished();
  });
  return [run, setRun];
}
