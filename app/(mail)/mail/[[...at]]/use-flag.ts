'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useActionError } from '@/components/action-error';
import { toast } from '@/components/ui/toast';
import type { MessagesAt } from '@/lib/webmail/shapes';
import { setFlagAction } from './actions';
import type { Undo } from './use-undo';
import type { LatestView } from './view';

export type SetFlag = (
  messages: MessagesAt,
  flag: 'seen' | 'flagged',
  on: boolean,
  announce?: boolean,
) => Promise<void>;

/** Sets or clears a flag: at once on the page, then on the server. */
export function useFlag(view: LatestView, addUnseen: (path: string, by: number) => void, undo: Undo): SetFlag {
  const t = useTranslations('mail.done');
  const errorText = useActionError();
  return useCallback(
    async function setFlag(messages, flag, on, announce = false) {
      const { folder, uidValidity, uids } = messages;
      const { path, list } = view.current;
      // An undo may come when another folder is on the page.
      if (path === folder && list.state.uidValidity === uidValidity) {
        const changing = list.state.rows.filter((row) => row && uids.includes(row.uid) && row[flag] !== on).length;
        list.patch(uids, { [flag]: on });
        if (flag === 'seen') addUnseen(path, on ? -changing : changing);
      }
      const result = await setFlagAction({ ...messages, flag, on });
      if (!result.ok) {
        toast.error(errorText(result));
        void view.current.list.refresh();
        return;
      }
      const { changed } = result.data;
      if (!announce || changed.length === 0) return;
      undo.offer(
        t(on ? 'read' : 'unread', { count: changed.length }),
        () => void setFlag({ ...messages, uids: changed }, flag, !on),
      );
    },
    [view, addUnseen, undo, t, errorText],
  );
}
