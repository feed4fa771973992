'use client';

import { Forward, Pencil, Reply, ReplyAll } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import type { Folder, Message } from '@/lib/webmail/shapes';
import type { MessageActions } from './message-actions';
import { hasSeveralRecipients } from './recipients';

interface Props {
  message: Message;
  folder: Folder | undefined;
  onCompose: MessageActions['compose'];
}

/** Reply and forward, or edit for a draft. */
export function AnswerButtons({ message, folder, onCompose }: Props) {
  const t = useTranslations('mail.act');
  if (message.draft && folder?.special === 'drafts') {
    return (
      <Button variant="primary" size="sm" onClick={() => onCompose('draft')}>
        <Pencil aria-hidden />
        {t('edit')}
      </Button>
    );
  }
  return (
    <>
      <Button variant="ghost" size="sm" aria-label={t('reply')} onClick={() => onCompose('reply')}>
        <Reply aria-hidden />
        <span className="mail-wide">{t('reply')}</span>
      </Button>
      {hasSeveralRecipients(message) && (
        <Button variant="ghost" size="sm" aria-label={t('replyAll')} onClick={() => onCompose('replyAll')}>
          <ReplyAll aria-hidden />
          <span className="mail-wide">{t('replyAll')}</span>
        </Button>
      )}
      <Button variant="ghost" size="sm" aria-label={t('forward')} onClick={() => onCompose('forward')}>
        <Forward aria-hidden />
        <span className="mail-wide">{t('forward')}</span>
      </Button>
    </>
  );
}
