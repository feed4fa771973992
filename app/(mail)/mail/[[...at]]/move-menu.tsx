'use client';

import { FolderInput } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import type { Folder } from '@/lib/webmail/shapes';
import { useFolderName } from './words';

interface Props {
  folders: Folder[];
  /** Where the messages are now. */
  path: string;
  align?: 'start' | 'end';
  onMove: (path: string) => void;
}

export function MoveMenu({ folders, path, align, onMove }: Props) {
  const t = useTranslations('mail.act');
  const folderName = useFolderName();
  return (
    <Menu
      align={align}
      trigger={
        <Button variant="ghost" size="icon" aria-label={t('move')}>
          <FolderInput aria-hidden />
        </Button>
      }
      items={folders
        .filter((folder) => folder.selectable && folder.path !== path)
        .map((folder) => ({ label: <bdi>{folderName(folder)}</bdi>, onSelect: () => onMove(folder.path) }))}
    />
  );
}
