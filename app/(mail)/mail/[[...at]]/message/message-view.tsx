'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Folder, Message } from '@/lib/webmail/shapes';
import { AttachmentList } from './attachment-list';
import { HtmlBody, TextBody } from './body';
import { Envelope } from './envelope';
import type { MessageActions } from './message-actions';
import { MessageToolbar } from './message-toolbar';
import { MessageWarnings } from './message-warnings';
import { useDark } from './use-dark';

export interface MessageProps {
  account: string;
  message: Message;
  folders: Folder[];
  folder: Folder | undefined;
  flagged: boolean;
  actions: MessageActions;
}

export function MessageView(props: MessageProps) {
  const { account, message } = props;
  const t = useTranslations('mail');
  const dark = useDark();
  const [inverted, setInverted] = useState(false);
  const { body } = message;
  const title = message.subject || t('list.noSubject');
  const canInvert = body.kind === 'html' && dark && !body.plain;
  return (
    <article aria-label={title} className="flex h-full min-h-0 flex-col">
      <MessageToolbar {...props} colours={{ canInvert, inverted, onInvert: setInverted }} />
      <header className="shrink-0 px-5 pt-3.5 pb-3">
        <h2 className="text-balance font-semibold text-ink text-lg leading-snug [overflow-wrap:anywhere]" dir="auto">
          {title}
        </h2>
        <Envelope message={message} />
      </header>
      <MessageWarnings message={message} />
      {message.attachments.length > 0 && <AttachmentList message={message} />}
      <div className="min-h-0 flex-1 border-line border-t">
        {body.kind === 'html' ? (
          <HtmlBody
            account={account}
            message={message}
            body={body}
            dark={dark}
            invert={inverted && dark}
            title={t('read.messageText')}
          />
        ) : body.kind === 'text' ? (
          <TextBody blocks={body.blocks} />
        ) : (
          <p className="px-5 py-6 text-ink-3 text-sm">{t('read.noText')}</p>
        )}
      </div>
    </article>
  );
}
