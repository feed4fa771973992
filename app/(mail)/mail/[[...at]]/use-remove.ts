'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useActionError } from '@/components/action-error';
import { toast } from '@/components/ui/toast';
import type { MessagesAt } from '@/lib/webmail/shapes';
import { removeAction } from './actions';
import { targetsOf } from './list/selection';
import type { Place } from './use-move';
import { inView, type LatestView } from './view';

/** Deletes messages: moves them to the trash, or deletes them permanently from the trash after confirmation. */
export function useRemove(
  view: LatestView,
  removeRows: (uids: number[]) => void,
  place: (to: Place, uids?: number[]) => Promise<void>,
) {
  const t = useTranslations('mail.done');
  const errorText = useActionError();
  /** The messages to confirm. */
  const [removing, setRemoving] = useState<MessagesAt | null>(null);

  const trash = useCallback(
    (uids = targetsOf(view.current)) => {
      if (uids.length === 0) return;
      if (view.current.folder?.special === 'trash') setRemoving(inView(view.current, uids));
      else void place('trash', uids);
    },
    [view, place],
  );

  const remove = async () => {
    if (!removing) return;
    const { uids } = removing;
    const { list } = view.current;
    setRemoving(null);
    removeRows(uids);
    const result = await removeAction(removing);
    if (result.ok) toast(t('removed', { count: result.data.removed }));
    else {
      list.restore(uids);
      void list.refresh();
      toast.error(errorText(result));
    }
  };

  return { trash, remove, removing, cancelRemove: () => setRemoving(null) };
}
