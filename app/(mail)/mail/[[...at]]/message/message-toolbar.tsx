'use client';

import { Archive, ArrowLeft, MailOpen, ShieldAlert, ShieldCheck, Star, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { MoveMenu } from '../move-menu';
import { ToolButton } from '../tool-button';
import { AnswerButtons } from './answer-buttons';
import type { MessageProps } from './message-view';
import { type Colours, MoreMenu } from './more-menu';

export function MessageToolbar({
  message,
  folders,
  folder,
  flagged,
  actions,
  colours,
}: MessageProps & { colours: Colours }) {
  const t = useTranslations('mail');
  const inJunk = folder?.special === 'junk';
  return (
    <div className="flex h-11 shrink-0 items-center gap-0.5 border-line border-b px-2">
      <span className="mail-phone">
        <ToolButton side="bottom" label={t('read.back')} onClick={actions.back}>
          <ArrowLeft aria-hidden />
        </ToolButton>
      </span>
      <ToolButton side="bottom" label={t('act.archive')} onClick={actions.archive}>
        <Archive aria-hidden />
      </ToolButton>
      <ToolButton
        side="bottom"
        label={folder?.special === 'trash' ? t('act.remove') : t('act.delete')}
        onClick={actions.trash}
      >
        <Trash2 aria-hidden />
      </ToolButton>
      <ToolButton side="bottom" label={inJunk ? t('act.notJunk') : t('act.junk')} onClick={actions.junk}>
        {inJunk ? <ShieldCheck aria-hidden /> : <ShieldAlert aria-hidden />}
      </ToolButton>
      <MoveMenu align="start" folders={folders} path={message.folder} onMove={actions.move} />
      <ToolButton side="bottom" label={t('act.markUnread')} onClick={actions.unread}>
        <MailOpen aria-hidden />
      </ToolButton>
      <ToolButton
        side="bottom"
        label={flagged ? t('act.unstar') : t('act.star')}
        pressed={flagged}
        onClick={() => actions.star(!flagged)}
      >
        <Star aria-hidden className={flagged ? 'text-warn' : undefined} fill={flagged ? 'currentColor' : 'none'} />
      </ToolButton>
      <span className="flex-1" />
      <AnswerButtons message={message} folder={folder} onCompose={actions.compose} />
      <MoreMenu message={message} colours={colours} onCompose={actions.compose} />
    </div>
  );
}
