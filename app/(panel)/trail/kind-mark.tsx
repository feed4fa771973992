'use client';

import {
  ArrowRightLeft,
  Clock,
  Copy,
  Eraser,
  Flame,
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
import type { EventKind } from '@/lib/activity/shapes';

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
  'let-through': ShieldCheck,
  'sent-to-junk': ShieldAlert,
  refused: ShieldX,
  deferred: Clock,
};

export const kindTones: Partial<Record<EventKind, string>> = {
  delivered: 'text-good',
  removed: 'text-bad',
  purged: 'text-bad',
  restored: 'text-good',
  'marked-deleted': 'text-warn',
  'sent-to-junk': 'text-warn',
  refused: 'text-bad',
};

export function KindMark({ kind }: { kind: EventKind }) {
  const t = useTranslations('trail.kind');
  const Icon = kindIcons[kind];
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <Icon size={14} aria-hidden className={kindTones[kind] ?? 'text-ink-3'} />
      {t(kind)}
    </span>
  );
}
