'use client';

import { SendHorizontal, Trash2 } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { ToolButton } from '../tool-button';
import { AttachButton } from './attach-button';
import { type ComposerState, isUploading } from './composer-state';

interface Props {
  state: ComposerState;
  onSend: () => void;
  onUpload: (files: FileList) => void;
  onDiscard: () => void;
}

export function ComposerFooter({ state, onSend, onUpload, onDiscard }: Props) {
  const t = useTranslations('mail.compose');
  const sending = state.status === 'sending';
  return (
    <div className="flex shrink-0 items-center gap-1.5 border-line border-t px-3 py-2">
      <Button variant="primary" pending={sending} disabled={isUploading(state)} onClick={onSend}>
        {!sending && <SendHorizontal aria-hidden />}
        {sending ? t('sending') : t('send')}
      </Button>
      <AttachButton onFiles={onUpload} />
      <span className="min-w-0 flex-1 truncate text-right text-ink-3 text-xs" aria-live="polite">
        <SavedState status={state.status} savedAt={state.savedAt} />
      </span>
      <ToolButton className="size-7" label={t('discard')} onClick={onDiscard}>
        <Trash2 aria-hidden />
      </ToolButton>
    </div>
  );
}

function SavedState({ status, savedAt }: Pick<ComposerState, 'status' | 'savedAt'>) {
  const t = useTranslations('mail.compose');
  const format = useFormatter();
  if (status === 'saving') return t('saving');
  if (status === 'dirty') return t('unsaved');
  if (!savedAt) return null;
  return t('saved', { time: format.dateTime(savedAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) });
}
