'use client';

import {
  Archive,
  File,
  Folder as FolderIcon,
  Inbox,
  Mails,
  Send,
  ShieldAlert,
  SquarePen,
  Star,
  Trash2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { type Folder, messageHref } from '@/lib/webmail/shapes';
import { useFolderName } from './words';

const icons = {
  inbox: Inbox,
  drafts: File,
  sent: Send,
  archive: Archive,
  junk: ShieldAlert,
  trash: Trash2,
  all: Mails,
  flagged: Star,
} as const;

interface Props {
  folders: Folder[];
  path: string;
  onGo: (path: string) => void;
  onCompose: () => void;
}

export function FolderPane({ folders, path, onGo, onCompose }: Props) {
  const t = useTranslations('mail');
  const name = useFolderName();
  const own = folders.findIndex((folder) => !folder.special);
  return (
    <nav aria-label={t('folders')} className="flex h-full min-h-0 flex-col">
      <div className="p-3 pb-2">
        <Button variant="primary" className="w-full" onClick={onCompose}>
          <SquarePen className="size-4" aria-hidden />
          {t('act.compose')}
        </Button>
      </div>
      <ul className="mail-scroll min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {folders.map((folder, index) => {
          const Icon = folder.special ? icons[folder.special] : FolderIcon;
          const here = folder.path === path;
          // Drafts show the total count, the trash shows none.
          const count =
            folder.special === 'drafts'
              ? folder.messages
              : folder.special === 'trash' || folder.special === 'sent'
                ? 0
                : folder.unseen;
          return (
            <li key={folder.path} className={cn(index === own && own > 0 && 'mt-2 border-line border-t pt-2')}>
              <a
                href={messageHref(folder.path)}
                aria-current={here ? 'page' : undefined}
                aria-disabled={!folder.selectable || undefined}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey) return;
                  event.preventDefault();
                  if (folder.selectable) onGo(folder.path);
                }}
                style={{ paddingLeft: 10 + Math.min(folder.depth, 6) * 14 }}
                className={cn(
                  'flex h-8 items-center gap-2.5 rounded-md pr-2 text-sm',
                  here ? 'bg-accent-soft font-medium text-accent' : 'text-ink hover:bg-hover',
                  !folder.selectable && 'text-ink-3',
                )}
              >
                <Icon className={cn('size-4 shrink-0', here ? 'text-accent' : 'text-ink-3')} aria-hidden />
                <span className="min-w-0 flex-1 truncate">{name(folder)}</span>
                {count > 0 && (
                  <span
                    className={cn('text-xs tabular-nums', folder.special === 'drafts' ? 'text-ink-3' : 'font-semibold')}
                  >
                    <span aria-hidden>{count}</span>
                    {folder.special !== 'drafts' && <span className="sr-only">{t('folder.unseen', { count })}</span>}
                  </span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
