'use client';

import { useState } from 'react';
import { toast } from '@/components/ui/toast';
import type { Finding } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import { useDeviceWords } from './words';

/** Restores the messages that a device removed, one batch per request. `progress` is null while it is not running. */
export function useRestoreMessages(
  { mailboxId, deviceIds }: Finding,
  actions: FindingActions,
  finish: (text: string) => void,
  onClose: () => void,
) {
  const { t } = useDeviceWords();
  const [progress, setProgress] = useState<number | null>(null);
  const restore = async () => {
    let total = 0;
    setProgress(0);
    for (;;) {
      const answer = await actions.restoreRemoved?.({ mailboxId, deviceIds });
      if (!answer?.ok) {
        toast.error(t('finding.restoreFailed', { count: total }));
        break;
      }
      total += answer.data.restored;
      setProgress(total);
      if (answer.data.left === 0 || answer.data.restored === 0) {
        finish(t('finding.restored', { count: total }));
        break;
      }
    }
    setProgress(null);
    onClose();
  };
  return { progress, restore };
}
