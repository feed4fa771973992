'use client';

import { useTranslations } from 'next-intl';
import type { Dispatch } from 'react';
import { type Failure, useActionError } from '@/components/action-error';
import { toast } from '@/components/ui/toast';
import type { Draft } from '@/lib/webmail/shapes';
import { removeDraftAction, sendAction } from '../actions';
import { type ComposerEvent, type ComposerState, completeDraft, hasRecipient, isUploading } from './composer-state';
import { ownText } from './quotation';
import { refusedRecipients } from './refused-recipients';

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
    const key = crypto.randomUUID();
    if (!result.ok && result.code === 'already-sent') {
      return dispatch({ type: 'already-sent', key, text: failureText(result) });
    }
    if (!result.ok) return dispatch({ type: 'declined', text: failureText(result) });
    onSent(draft);
    const { refused, unfiled } = result.data;
    const names = refused.map(({ address, reason }) => (reason ? `${address} (${reason})` : address)).join(', ');
    const text = refused.length > 0 ? t('partlySent', { names }) : '';
    if (unfiled) {
      const why = failureText({ ok: false, code: unfiled.reason, details: {}, fields: {} });
      return dispatch({ type: 'unfiled', unfiled, text: [text, t('unfiled'), why].filter(Boolean).join(' ') });
    }
    if (text) return dispatch({ type: 'partly-sent', refused: refusedRecipients(draft, refused), key, text });
    toast(tDone('sent'));
    onClose();
  };

  const discard = async () => {
    dispatch({ type: 'discarding' });
    const result = draft.saved ? await removeDraftAction(draft.saved) : null;
    if (result && !result.ok) return dispatch({ type: 'declined', text: failureText(result) });
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
