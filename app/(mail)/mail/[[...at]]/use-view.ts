'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { Folder, Message, Page } from '@/lib/webmail/shapes';
import { indexOf } from './list/list-state';
import { useList } from './list/use-list';
import { useSelection } from './list/use-selection';
import { useMessage } from './message/use-message';
import { placeOf } from './place';
import { useFolders } from './use-folders';
import { useLatest } from './use-latest';
import type { View } from './view';

/** What the page shows: folder, search and message come from the URL, the server keeps the rest up to date. */
export function useView(initialFolders: Folder[], initialPage: Page | null, initialMessage: Message | null) {
  const { folder: path, uid } = placeOf(usePathname());
  const search = useSearchParams().get('q') ?? '';
  const list = useList(path, search, initialPage);
  const { opened, retry } = useMessage(path, uid, list.state.uidValidity, initialMessage);
  const shown = opened.status === 'ready' ? opened.message : null;
  const uidValidity = list.state.uidValidity || shown?.uidValidity || '';
  const selection = useSelection(list.state, path, search);
  const { folders, folder, connection, addUnseen } = useFolders(initialFolders, path, list);
  const { selected, cursorUid } = selection;
  const cursor = indexOf(list.state, uid ?? cursorUid);
  const row = list.state.rows[cursor];
  const current: View = { path, uidValidity, search, uid, folders, folder, list, selected, cursorUid, cursor, row };
  return { current, view: useLatest(current), selection, connection, addUnseen, opened, retry, shown };
}
