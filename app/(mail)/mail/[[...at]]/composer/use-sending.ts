'use client';

import { useTranslations } from 'next-intl';
import type { Dispatch } from 'react';
import { type Failure, useActionError } from '@/components/action-error';
import { toast } from '@/components/ui/toast';
import type { Draft } from '@/lib/webmail/shapes';
import { removeDraftAction, sendAction } from '../actions';
import { type ComposerEvent, type ComposerState, completeDraft, hasRecipient, isUploading } from './composer-state';
import { ownText } from './quotation';

interface Input {
  state: ComposerState;
  dispatch: Dispatch<ComposerEvent>;
  quotation: string;
  onSent: (draft: Draft) => void;
  onClose: () => void;
}

/** Sends or discards the message. */
export function useSending({ state, dispatch, quotation, onSent, onClose }: Input) {
  const t = useTranslations('mail.compose');
  const tDone = useTranslations('mail.done');
  const failureText = useSendFailure();
  const { draft, files, uploads, status, attachmentAsked } = state;

  const seemsToLackAttachment = () =>
    files.length === 0 &&
    uploads.length === 0 &&
    new RegExp(t('attachWords'), 'i').test(ownText(draft.text, quotation));

  const send = async () => {
    if (status === 'sending' || isUploading(state)) return;
    if (!hasRecipient(draft)) return dispatch({ type: 'failed', text: t('noRecipient') });
    if (!attachmentAsked && seemsToLackAttachment()) {
      return dispatch({ type: 'attachment-missing', text: t('noAttachment') });
    }
    dispatch({ type: 'sending' });
    const result = await sendAction(completeDraft(state));
    if (!result.ok) return dispatch({ type: 'declined', text: failureText(result) });
    toast(result.data.filed ? tDone('sent') : tDone('sentNotFiled'));
    onSent(draft);
    onClose();
  };

  const discard = async () => {
    dispatch({ type: 'discarding' });
    if (draft.saved) await removeDraftAction(draft.saved);
    toast(tDone('discarded'));
    onClose();
  };

  return { send, discard };
}

function useSendFailure() {
  const t = useTranslations('mail.compose');
  const errorText = useActionError();
  return (failure: Failure): string => {
    const { code, details } = failure;
    if (code === 'invalid' && details.value) return t('badAddress', { value: String(details.value) });
    if (code === 'invalid' && details.field === 'to') return t('noRecipient');
    if (code === 'mail-server-refused') return t('refused', { reason: String(details.reason ?? '') });
    return errorText(failure);
  };
}
