'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { Failure } from '@/components/action-error';
import type { DisconnectActions, Receipt } from './disconnect-actions';

const stepMs = 400;

/** A receipt, read again until Dovecot's list was checked for the last time. */
export function useReceipt(
  read: DisconnectActions['read'],
  disconnectId: string | null,
  { start = null, onFailure }: { start?: Receipt | null; onFailure?: (failure: Failure) => void } = {},
): Receipt | null {
  const [receipt, setReceipt] = useState<Receipt | null>(start);
  const failed = useEffectEvent((failure: Failure) => onFailure?.(failure));
  const finished = receipt !== null && receipt.receipt.id === disconnectId && receipt.receipt.finishedAt !== null;
  useEffect(() => {
    if (!disconnectId || finished) return;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      const answer = await read({ disconnectId }).catch(() => null);
      if (over) return;
      if (answer?.ok) setReceipt(answer.data);
      else if (answer) failed(answer);
      timer = setTimeout(load, stepMs);
    };
    void load();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [disconnectId, finished, read]);
  return receipt?.receipt.id === disconnectId ? receipt : null;
}
