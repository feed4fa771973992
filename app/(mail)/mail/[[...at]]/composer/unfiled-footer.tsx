'use client';

import { Download, FolderInput, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Dispatch } from 'react';
import { useActionError } from '@/components/action-error';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import type { Sent } from '@/lib/webmail/shapes';
import { fileSentAction } from '../actions';
import { type ComposerEvent, type ComposerState, completeDraft } from './composer-state';

interface Props {
  state: ComposerState;
  unfiled: NonNullable<Sent['unfiled']>;
  dispatch: Dispatch<ComposerEvent>;
  onDiscard: () => void;
  onClose: () => void;
}

/** Ways to keep a message that was sent and is in no folder. */
export function UnfiledFooter({ state, unfiled, dispatch, onDiscard, onClose }: Props) {
  const t = useTranslations('mail.compose');
  const tDone = useTranslations('mail.done');
  const errorText = useActionError();
  const { messageId, date } = unfiled;
  const sent = () => ({ draft: completeDraft(state), messageId, date });
  const busy = state.status === 'sending';

  const file = async () => {
    dispatch({ type: 'sending' });
    const result = await fileSentAction(sent());
    if (!result.ok) return dispatch({ type: 'unfiled', unfiled, text: `${t('unfiled')} ${errorText(result)}` });
    toast(tDone('filed'));
    onClose();
  };

  const download = async () => {
    const response = await fetch('/api/mail/sent', { method: 'POST', body: JSON.stringify(sent()) }).catch(() => null);
    if (!response?.ok) return dispatch({ type: 'unfiled', unfiled, text: t('downloadFailed') });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${state.draft.subject || t('new')}.eml`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), revokeAfterMs);
  };

  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-line border-t px-3 py-2">
      <Button variant="primary" pending={busy} onClick={() => void file()}>
        <FolderInput aria-hidden />
        {t('fileAgain')}
      </Button>
      <Button variant="secondary" onClick={() => void download()}>
        <Download aria-hidden />
        {t('downloadSent')}
      </Button>
      <Button variant="ghost" onClick={onDiscard}>
        <Trash2 aria-hidden />
        {t('discard')}
      </Button>
    </div>
  );
}

/** The browser has begun to read the file by then. */
const revokeAfterMs = 60_000;
