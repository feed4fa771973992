'use client';

import { useCallback, useState } from 'react';
import type { Folder, FolderNews } from '@/lib/webmail/shapes';
import { fetchJson } from './fetch-json';
import { hasUnknownFolder, listIsStale, withNews, withUnseen } from './folder-state';
import type { MailList } from './list/use-list';
import { useLatest } from './use-latest';
import { useLive } from './use-live';

/** The folders, kept up to date by the server; `path` is the one that `list` shows. */
export function useFolders(initial: Folder[], path: string, list: MailList) {
  const [folders, setFolders] = useState(initial);
  const folder = folders.find((one) => one.path === path);
  const latest = useLatest({ folders, folder, path, list });

  const onNews = useCallback(
    (changed: FolderNews[]) => {
      const { folders: known, folder: current, path: currentPath, list: currentList } = latest.current;
      if (hasUnknownFolder(known, changed)) void fetchJson<Folder[]>('/api/mail/folders').then(setFolders, () => {});
      else setFolders((before) => withNews(before, changed));
      const news = changed.find((one) => one.path === currentPath);
      if (news && listIsStale(current, news)) void currentList.refresh();
    },
    [latest],
  );
  const connection = useLive(onNews);

  const addUnseen = useCallback((at: string, by: number) => setFolders((before) => withUnseen(before, at, by)), []);
  return { folders, folder, connection, addUnseen };
}
