'use client';

import { Download, EllipsisVertical, Moon, ReplyAll, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Menu, type MenuItem } from '@/components/ui/menu';
import type { Message } from '@/lib/webmail/shapes';
import { attachmentHref } from './attachment-href';
import type { MessageActions } from './message-actions';
import { hasSeveralRecipients } from './recipients';

/** Whether the message's colours can be darkened, and whether they are. */
export interface Colours {
  canInvert: boolean;
  inverted: boolean;
  onInvert: (inverted: boolean) => void;
}

interface Props {
  message: Message;
  colours: Colours;
  onCompose: MessageActions['compose'];
}

export function MoreMenu({ message, colours, onCompose }: Props) {
  const t = useTranslations('mail');
  const items: MenuItem[] = [];
  if (!hasSeveralRecipients(message) && !message.draft) {
    items.push({ label: t('act.replyAll'), icon: <ReplyAll aria-hidden />, onSelect: () => onCompose('replyAll') });
  }
  if (colours.canInvert) {
    items.push({
      label: colours.inverted ? t('read.lighten') : t('read.darken'),
      icon: colours.inverted ? <Sun aria-hidden /> : <Moon aria-hidden />,
      onSelect: () => colours.onInvert(!colours.inverted),
    });
  }
  items.push({
    label: t('read.source'),
    icon: <Download aria-hidden />,
    onSelect: () => window.location.assign(attachmentHref(message, 'message')),
  });
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon" aria-label={t('act.more')}>
          <EllipsisVertical aria-hidden />
        </Button>
      }
      items={items}
    />
  );
}
