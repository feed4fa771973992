'use client';

import { useState } from 'react';
import type { Finding } from '@/lib/devices/shapes';
import type { FindingActions } from './actions';
import { useDeviceWords } from './words';

/** How many messages would be restored, counted when the dialog opens. */
export function RecoverableCount({
  finding,
  actions,
  open,
}: {
  finding: Finding;
  actions: FindingActions;
  open: boolean;
}) {
  const { t } = useDeviceWords();
  const [count, setCount] = useState<number | null>(null);
  const [requested, setRequested] = useState(false);
  if (open && !requested) {
    setRequested(true);
    void actions.countTaken?.({ mailboxId: finding.mailboxId, deviceIds: finding.deviceIds }).then((answer) => {
      if (answer.ok) setCount(answer.data.count);
    });
  }
  return <p>{count === null ? t('finding.restoreText') : t('finding.restoreCount', { count })}</p>;
}
