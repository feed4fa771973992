'use client';

import { useCallback, useMemo } from 'react';
import type { ComposeKind } from './composer/open-composers';
import { targetsOf } from './list/selection';
import type { SelectionActions } from './list/selection-bar';
import type { SelectionHandle } from './list/use-selection';
import type { MessageActions } from './message/message-actions';
import { useFlag } from './use-flag';
import { useMove } from './use-move';
import { useRemove } from './use-remove';
import { useRemoveRows } from './use-remove-rows';
import { useUndo } from './use-undo';
import { inView, type LatestView } from './view';

interface Input {
  view: LatestView;
  selection: SelectionHandle;
  addUnseen: (path: string, by: number) => void;
  openMessage: (uid: number | null) => void;
  compose: (kind: ComposeKind) => Promise<void>;
}

/** Actions on messages, also for the selection bar and the toolbar of the open message. */
export function useMailActions({ view, selection, addUnseen, openMessage, compose }: Input) {
  const undo = useUndo();
  const flag = useFlag(view, addUnseen, undo);
  const removeRows = useRemoveRows(view, selection, openMessage);
  const { place, move } = useMove(view, removeRows, openMessage, undo);
  const removal = useRemove(view, removeRows, place);
  const { trash } = removal;
  const star = useCallback(
    (uid: number, on: boolean) => void flag(inView(view.current, [uid]), 'flagged', on),
    [flag, view],
  );

  const ofSelection: SelectionActions = {
    archive: () => void place('archive'),
    trash: () => trash(),
    junk: () => void place('junk'),
    markRead: () => void flag(inView(view.current, targetsOf(view.current)), 'seen', true, true),
    move: (to) => void move(to),
  };

  const ofMessage = useMemo((): MessageActions => {
    const open = () => (view.current.uid ? [view.current.uid] : []);
    return {
      back: () => openMessage(null),
      archive: () => void place('archive', open()),
      trash: () => trash(open()),
      junk: () => void place(view.current.folder?.special === 'junk' ? 'inbox' : 'junk', open()),
      move: (to) => void move(to, open()),
      unread: () => {
        const messages = inView(view.current, open());
        openMessage(null);
        if (messages.uids.length > 0) void flag(messages, 'seen', false, true);
      },
      star: (on) => {
        const messages = inView(view.current, open());
        if (messages.uids.length > 0) void flag(messages, 'flagged', on);
      },
      compose: (kind) => void compose(kind),
    };
  }, [view, compose, flag, move, openMessage, place, trash]);

  return { undo, flag, place, star, removal, ofSelection, ofMessage };
}
