'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { Folder } from '@/lib/webmail/shapes';
import { useFolderName } from './words';

/** Shows the unread count of the inbox in the tab title, whatever folder is open. */
export function useDocumentTitle(folders: Folder[], folder: Folder | undefined) {
  const t = useTranslations('mail');
  const folderName = useFolderName();
  const unseen = folders.find((one) => one.special === 'inbox')?.unseen ?? 0;
  useEffect(() => {
    document.title = `${unseen ? `(${unseen}) ` : ''}${folderName(folder) || t('title')} · Milepost`;
  }, [unseen, folder, folderName, t]);
}
