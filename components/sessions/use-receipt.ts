'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '@/components/action-error';
import type { DisconnectActions, Receipt } from './disconnect-actions';

const stepMs = 400;
/** Programs come back within minutes. */
const watchMs = 2_000;

/** A receipt, read again until Dovecot's list was checked for the last time, and then for what comes back. */
export function useReceipt(
  read: DisconnectActions['read'],
  disconnectId: string | null,
  { start = null, onFailure }: { start?: Receipt | null; onFailure?: (failure: Failure) => void } = {},
): Receipt | null {
  const [receipt, setReceipt] = useState<Receipt | null>(start);
  const failed = useEffectEvent((failure: Failure) => onFailure?.(failure));
  const current = receipt?.receipt.id === disconnectId ? receipt.receipt : null;
  const finished = Boolean(current?.finishedAt);
  const still = !finished || current?.watched === true;
  useEffect(() => {
    if (!disconnectId || !still) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      const answer = await read({ disconnectId }).catch(() => null);
      if (over) return;
      if (answer?.ok) setReceipt(answer.data);
      else if (answer) failed(answer);
      timer = setTimeout(load, stepOf);
    };
    const stepOf = finished ? watchMs : stepMs;
    if (finished) timer = setTimeout(load, stepOf);
    else void load();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [disconnectId, finished, still, read]);
  return receipt?.receipt.id === disconnectId ? receipt : null;
}
