'use client';

import { toast } from '@/components/ui/toast';
import type { Folder } from '@/lib/webmail/shapes';
import type { ComposeKind } from './composer/open-composers';
import { targetsOf } from './list/selection';
import type { SelectionHandle } from './list/use-selection';
import type { SetFlag } from './use-flag';
import { useKeys } from './use-keys';
import type { Place } from './use-move';
import type { Undo } from './use-undo';
import { goTo, inView, type LatestView } from './view';

interface KeyActions {
  view: LatestView;
  selection: Pick<SelectionHandle, 'select' | 'clear'>;
  undo: Undo;
  /** Moves the cursor by a number of rows. */
  step: (by: number) => void;
  open: (uid: number) => void;
  openMessage: (uid: number | null) => void;
  flag: SetFlag;
  place: (to: Place) => Promise<void>;
  trash: () => void;
  compose: (kind: ComposeKind) => Promise<void>;
  showKeys: () => void;
}

/** Keyboard shortcuts of the webmail; keys-dialog.tsx lists them. */
export function useMailKeys(actions: KeyActions): void {
  const { view, selection, undo, step, open, openMessage, flag, place, trash, compose, showKeys } = actions;
  const openRow = () => {
    const { row } = view.current;
    if (row) open(row.uid);
  };
  const goToSpecial = (special: NonNullable<Folder['special']>) => {
    const folder = view.current.folders.find((one) => one.special === special);
    if (folder) goTo(folder.path);
  };
  const leave = () => {
    if (view.current.selected.size > 0) selection.clear();
    else openMessage(null);
  };
  const selectRow = () => {
    const { row } = view.current;
    if (row) selection.select(row.uid, false);
  };
  const star = () => {
    const { row } = view.current;
    if (row) void flag(inView(view.current, targetsOf(view.current)), 'flagged', !row.flagged);
  };
  const markUnread = () => {
    const messages = inView(view.current, targetsOf(view.current));
    openMessage(null);
    void flag(messages, 'seen', false, true);
  };
  const undoLast = () => {
    toast.dismiss();
    undo.run();
  };
  useKeys([
    ['j', () => step(1)],
    ['ArrowDown', () => step(1)],
    ['k', () => step(-1)],
    ['ArrowUp', () => step(-1)],
    ['Enter', openRow],
    ['o', openRow],
    ['u', () => openMessage(null)],
    ['Escape', leave],
    ['x', selectRow],
    ['e', () => void place('archive')],
    ['#', () => trash()],
    ['Delete', () => trash()],
    ['!', () => void place(view.current.folder?.special === 'junk' ? 'inbox' : 'junk')],
    ['s', star],
    ['U', markUnread],
    ['I', () => void flag(inView(view.current, targetsOf(view.current)), 'seen', true, true)],
    ['z', undoLast],
    ['r', () => void compose('reply')],
    ['a', () => void compose('replyAll')],
    ['f', () => void compose('forward')],
    ['c', () => void compose('new')],
    ['/', () => document.querySelector<HTMLInputElement>('[data-mail-search]')?.focus()],
    ['?', showKeys],
    ['g i', () => goToSpecial('inbox')],
    ['g t', () => goToSpecial('sent')],
    ['g s', () => goToSpecial('flagged')],
    ['g d', () => goToSpecial('drafts')],
    ['g a', () => goToSpecial('archive')],
    ['g #', () => goToSpecial('trash')],
  ]);
}
