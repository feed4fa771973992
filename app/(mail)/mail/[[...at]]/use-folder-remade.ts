'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { toast } from '@/components/ui/toast';
import type { SelectionHandle } from './list/use-selection';
import type { View } from './view';

/**
 * When another program deletes the folder and creates one of the same name, the same numbers stand for other messages.
 * What was selected or open is then neither.
 */
export function useFolderRemade(
  { path, list }: View,
  { clear, setCursorUid }: Pick<SelectionHandle, 'clear' | 'setCursorUid'>,
  openMessage: (uid: number | null) => void,
) {
  const t = useTranslations('refusal');
  const { uidValidity } = list.state;
  const last = useRef({ path, uidValidity });
  useEffect(() => {
    const before = last.current;
    if (!uidValidity) return;
    last.current = { path, uidValidity };
    if (before.path !== path || !before.uidValidity || before.uidValidity === uidValidity) return;
    clear();
    setCursorUid(null);
    openMessage(null);
    toast.error(t('folder-changed'));
  }, [path, uidValidity, clear, setCursorUid, openMessage, t]);
}
