'use client';

import { useCallback, useState } from 'react';
import { useActionError } from '@/components/action-error';
import { toast } from '@/components/ui/toast';
import type { Draft, MessageAt } from '@/lib/webmail/shapes';
import { prepareAction } from '../actions';
import { targetsOf } from '../list/selection';
import type { LatestView, View } from '../view';
import type { KeptDraft } from './kept-drafts';
import { type ComposeKind, type OpenComposer, withComposer } from './open-composers';

function messageOf({ path, uidValidity }: View, kind: ComposeKind, uid: number | undefined): MessageAt | null {
  return kind === 'new' || !uid ? null : { folder: path, uidValidity, uid };
}

/** The composers docked below the panes. */
export function useComposers(view: LatestView) {
  const errorText = useActionError();
  const [composers, setComposers] = useState<OpenComposer[]>([]);

  const compose = useCallback(
    async (kind: ComposeKind) => {
      const [about] = targetsOf(view.current);
      if (kind !== 'new' && !about) return;
      const result = await prepareAction({ kind, about: messageOf(view.current, kind, about) });
      if (!result.ok) {
        toast.error(errorText(result));
        return;
      }
      const added = { key: crypto.randomUUID(), prepared: result.data };
      setComposers((before) => withComposer(before, added));
    },
    [view, errorText],
  );

  /** Opens what was kept in the browser. */
  const restore = async ({ draft }: KeptDraft) => {
    const result = await prepareAction({ kind: 'new', about: null });
    if (!result.ok) {
      toast.error(errorText(result));
      return false;
    }
    const prepared = { ...result.data, draft };
    setComposers((before) => withComposer(before, { key: crypto.randomUUID(), prepared, restored: true }));
    return true;
  };

  const close = (key: string) => setComposers((before) => before.filter((one) => one.key !== key));

  /** Marks the message that was answered or forwarded, when its row is on the page. */
  const markAnswered = ({ about }: Draft) => {
    const { path, uidValidity, list } = view.current;
    if (about?.folder !== path || about.uidValidity !== uidValidity) return;
    list.patch([about.uid], about.kind === 'forward' ? { forwarded: true } : { answered: true });
  };

  return { composers, compose, restore, close, markAnswered };
}
