'use client';

import { useEffect, useState } from 'react';
import type { RunDetail } from '@/lib/retention/shapes';
import { readRunAction } from '../actions';

const stepMs = 500;
const underWay = (run: RunDetail) => run.state === 'counting' || run.state === 'removing' || run.returning > 0;

/** A run as it goes on; `onRest` is called once it has come to rest. */
export function useRun(start: RunDetail | null, onRest: () => void): [RunDetail | null, (run: RunDetail) => void] {
  const [run, setRun] = useState(start);
  const id = run && underWay(run) ? run.id : null;
  useEffect(() => {
    if (!id) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await readRunAction({ runId: id }).catch(() => null);
      if (stopped) return;
      const next = answer?.ok ? answer.data.run : null;
      if (next) {
        setRun(next);
        if (!underWay(next)) return onRest();
      }
      timer = setTimeout(look, stepMs);
    };
    timer = setTimeout(look, stepMs);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [id, onRest]);
  return [run, setRun];
}
