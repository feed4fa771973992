'use client';

import { Archive, MailOpen, ShieldAlert, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { Folder } from '@/lib/webmail/shapes';
import { MoveMenu } from '../move-menu';
import { ToolButton } from '../tool-button';

export interface SelectionActions {
  archive: () => void;
  trash: () => void;
  junk: () => void;
  markRead: () => void;
  move: (path: string) => void;
}

interface Props {
  count: number;
  folders: Folder[];
  folder: Folder | undefined;
  path: string;
  actions: SelectionActions;
  onClear: () => void;
}

/** Replaces the folder's title while messages are selected. */
export function SelectionBar({ count, folders, folder, path, actions, onClear }: Props) {
  const t = useTranslations('mail');
  return (
    <div className="flex h-10 shrink-0 items-center gap-0.5 border-line border-b bg-accent-soft px-2">
      <Button variant="ghost" size="icon" aria-label={t('list.clear')} onClick={onClear}>
        <X aria-hidden />
      </Button>
      <span className="min-w-0 flex-1 truncate font-medium text-ink text-sm">{t('list.selected', { count })}</span>
      <ToolButton label={t('act.archive')} onClick={actions.archive}>
        <Archive aria-hidden />
      </ToolButton>
      <ToolButton label={folder?.special === 'trash' ? t('act.remove') : t('act.delete')} onClick={actions.trash}>
        <Trash2 aria-hidden />
      </ToolButton>
      <ToolButton label={t('act.junk')} onClick={actions.junk}>
        <ShieldAlert aria-hidden />
      </ToolButton>
      <ToolButton label={t('act.markRead')} onClick={actions.markRead}>
        <MailOpen aria-hidden />
      </ToolButton>
      <MoveMenu folders={folders} path={path} onMove={actions.move} />
    </div>
  );
}
