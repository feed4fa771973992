'use client';

import { useEffect, useState } from 'react';
import type { RemovedMessages, Restore } from '@/lib/trail/shapes';
import type { RestoreActions } from './restore-actions';

const stepMs = 500;

/** What can be restored, and how far the restore is that runs, also one that was started before. */
export function useRestore(actions: RestoreActions, mailboxId: string, deviceIds: string[]) {
  const [removed, setRemoved] = useState<RemovedMessages | null>(null);
  const [failed, setFailed] = useState(false);
  const [restoreId, setRestoreId] = useState<string | null>(null);
  const [restore, setRestore] = useState<Restore | null>(null);
  const [starting, setStarting] = useState(false);
  // Read once: the list stays as it was chosen from.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog is closed before it is for another device
  useEffect(() => {
    let over = false;
    void actions.list({ mailboxId, deviceIds }).then((answer) => {
      if (over) return;
      if (!answer.ok) return setFailed(true);
      setRemoved(answer.data);
      const { latest } = answer.data;
      if (latest && latest.finishedAt === null) setRestoreId(latest.id);
    });
    return () => {
      over = true;
    };
  }, []);
  useEffect(() => {
    if (!restoreId) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const read = async () => {
      const answer = await actions.read({ restoreId }).catch(() => null);
      if (over) return;
      if (answer?.ok) setRestore(answer.data);
      if (!answer?.ok || answer.data.finishedAt === null) timer = setTimeout(read, stepMs);
    };
    void read();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [actions, restoreId]);
  const start = async (eventIds: string[]) => {
    setStarting(true);
    const answer = await actions.start({ mailboxId, eventIds });
    setStarting(false);
    if (answer.ok) setRestoreId(answer.data.restoreId);
    else setFailed(true);
  };
  return { removed, failed, restore, busy: starting || (restoreId !== null && restore === null), start };
}
