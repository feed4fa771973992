'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useMemo, useRef } from 'react';
import { toastUndo } from '@/components/ui/toast';

/** The last action that can be undone, by its toast or by a key. */
export function useUndo() {
  const t = useTranslations('mail.done');
  const last = useRef<(() => void) | null>(null);
  const run = useCallback(() => last.current?.(), []);
  const forget = useCallback(() => {
    last.current = null;
  }, []);
  const offer = useCallback(
    (done: string, undo: (() => void) | null) => {
      last.current = undo;
      toastUndo(done, t('undo'), run);
    },
    [run, t],
  );
  return useMemo(() => ({ run, forget, offer }), [run, forget, offer]);
}

export type Undo = ReturnType<typeof useUndo>;
