'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useActionError } from '@/components/action-error';
import { toast } from '@/components/ui/toast';
import { moveAction, placeAction } from './actions';
import { targetsOf } from './list/selection';
import type { Undo } from './use-undo';
import { inView, type LatestView } from './view';
import { useFolderName } from './words';

export type Place = 'archive' | 'trash' | 'junk' | 'inbox';

/** The moved messages, and which message was open. */
interface Origin {
  path: string;
  uids: number[];
  openUid: number | null;
}

/** Moves messages to a folder by its special use or its path. */
export function useMove(
  view: LatestView,
  removeRows: (uids: number[]) => void,
  openMessage: (uid: number | null) => void,
  undo: Undo,
) {
  const t = useTranslations('mail');
  const folderName = useFolderName();
  const finish = useFinishMove(view, openMessage, undo);

  const place = useCallback(
    async (to: Place, uids = targetsOf(view.current)) => {
      const { path, uid, folder } = view.current;
      if (uids.length === 0 || folder?.special === to) return;
      const messages = inView(view.current, uids);
      removeRows(uids);
      const result = await placeAction({ ...messages, place: to });
      const keys = { archive: 'done.archived', trash: 'done.trashed', junk: 'done.junked' } as const;
      const announce = (count: number) =>
        to === 'inbox' ? t('done.moved', { count, folder: t('folder.inbox') }) : t(keys[to], { count });
      finish(result, announce, { path, uids, openUid: uid });
    },
    [view, removeRows, finish, t],
  );

  const move = useCallback(
    async (to: string, uids = targetsOf(view.current)) => {
      const { path, uid, folders } = view.current;
      if (uids.length === 0) return;
      const messages = inView(view.current, uids);
      removeRows(uids);
      const target = folders.find((one) => one.path === to);
      const result = await moveAction({ ...messages, to });
      const announce = (count: number) => t('done.moved', { count, folder: folderName(target) });
      finish(result, announce, { path, uids, openUid: uid });
    },
    [view, removeRows, finish, folderName, t],
  );

  return { place, move };
}

/** Shows a toast with undo after a move, or restores the rows when the server declined. */
function useFinishMove(view: LatestView, openMessage: (uid: number | null) => void, undo: Undo) {
  const errorText = useActionError();
  return useCallback(
    (result: Awaited<ReturnType<typeof moveAction>>, announce: (count: number) => string, from: Origin) => {
      if (!result.ok) {
        view.current.list.restore(from.uids);
        void view.current.list.refresh();
        toast.error(errorText(result));
        return;
      }
      const { undo: inverse, moved } = result.data;
      const moveBack = async (input: NonNullable<typeof inverse>) => {
        undo.forget();
        const undone = await moveAction(input);
        if (!undone.ok) toast.error(errorText(undone));
        else if (from.openUid && view.current.path === from.path && from.uids.length === 1)
          openMessage(undone.data.undo?.uids[0] ?? null);
        void view.current.list.refresh();
      };
      undo.offer(announce(moved), inverse && (() => void moveBack(inverse)));
    },
    [view, openMessage, undo, errorText],
  );
}
