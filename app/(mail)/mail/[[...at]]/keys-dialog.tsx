'use client';

import { useTranslations } from 'next-intl';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';

const rows = [
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['u', 'back'],
  ['x', 'select'],
  ['e', 'archive'],
  ['#', 'delete'],
  ['!', 'junk'],
  ['s', 'star'],
  ['Shift U', 'unread'],
  ['Shift I', 'read'],
  ['z', 'undo'],
  ['r', 'reply'],
  ['a', 'replyAll'],
  ['f', 'forward'],
  ['c', 'compose'],
  ['Ctrl Enter', 'send'],
  ['/', 'search'],
  ['g i', 'inbox'],
  ['g t', 'sent'],
  ['g d', 'drafts'],
  ['g #', 'trash'],
  ['?', 'help'],
] as const;

export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('mail.keys');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} wide>
      <dl className="columns-1 gap-8 sm:columns-2">
        {rows.map(([keys, what]) => (
          <div key={what} className="flex break-inside-avoid items-center justify-between gap-4 py-1">
            <dt className="text-ink-2">{t(what)}</dt>
            <dd className="flex gap-1">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
