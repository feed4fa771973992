'use client';

import {
  ArrowRightLeft,
  Clock,
  Copy,
  Eraser,
  Flame,
  FolderMinus,
  FolderPen,
  FolderPlus,
  Inbox,
  type LucideIcon,
  RotateCcw,
  Save,
  Send,
  ShieldAlert,
  ShieldCheck,
  ShieldX,
  Tag,
  Trash2,
  Undo2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { EventKind, EventRow } from '@/lib/activity/shapes';

export const kindIcons: Record<EventKind, LucideIcon> = {
  delivered: Inbox,
  saved: Save,
  copied: Copy,
  moved: ArrowRightLeft,
  'marked-deleted': Eraser,
  'unmarked-deleted': Undo2,
  removed: Trash2,
  flags: Tag,
  relayed: Send,
  restored: RotateCcw,
  purged: Flame,
  'folder-created': FolderPlus,
  'folder-renamed': FolderPen,
  'folder-deleted': FolderMinus,
  'let-through': ShieldCheck,
  'sent-to-junk': ShieldAlert,
  refused: ShieldX,
  deferred: Clock,
};

export const kindTones: Partial<Record<EventKind, string>> = {
  delivered: 'text-good',
  removed: 'text-bad',
  purged: 'text-bad',
  'folder-deleted': 'text-bad',
  restored: 'text-good',
  'marked-deleted': 'text-warn',
  'sent-to-junk': 'text-warn',
  refused: 'text-bad',
};

/** What happened, in a word. Of a step that the log leaves open, only what is certain. */
export function useKindWord(): (event: Pick<EventRow, 'kind' | 'unclear'>) => string {
  const t = useTranslations('trail');
  return ({ kind, unclear }) => {
    // Each is half of a pair, and which one is in the text that cannot be told apart.
    if (unclear && kind === 'removed') return t('unclear.mayMove');
    if (unclear && kind === 'copied') return t('unclear.mayRemove');
    return t(`kind.${kind}`);
  };
}

export function KindMark({ event }: { event: EventRow }) {
  const word = useKindWord();
  const { kind } = event;
  const Icon = kindIcons[kind];
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <Icon size={14} aria-hidden className={kindTones[kind] ?? 'text-ink-3'} />
      {word(event)}
    </span>
  );
}
