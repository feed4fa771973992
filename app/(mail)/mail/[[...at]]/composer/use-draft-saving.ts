'use client';

import { useTranslations } from 'next-intl';
import { type Dispatch, useCallback, useEffect } from 'react';
import { useActionError } from '@/components/action-error';
import { saveDraftAction } from '../actions';
import { useLatest } from '../use-latest';
import { type ComposerEvent, type ComposerState, completeDraft, isUploading } from './composer-state';

/** The draft is saved when nothing was changed for this long. */
const saveAfterMs = 3_000;

/**
 * Saves the draft after each pause in typing, and warns when the page is closed before that. `save` saves immediately.
 */
export function useDraftSaving(state: ComposerState, dispatch: Dispatch<ComposerEvent>): () => Promise<boolean> {
  const t = useTranslations('mail.compose');
  const errorText = useActionError();
  const latest = useLatest(state);
  const { status, draft, uploads } = state;

  const save = useCallback(async () => {
    if (latest.current.status !== 'dirty' || latest.current.unfiled) return true;
    dispatch({ type: 'saving' });
    const sent = completeDraft(latest.current);
    const result = await saveDraftAction(sent);
    const warning = result.ok && result.data.conflict ? t('conflict') : null;
    if (result.ok) dispatch({ type: 'saved', sent, saved: result.data, at: new Date(), warning });
    else dispatch({ type: 'declined', text: errorText(result) });
    return result.ok;
  }, [latest, dispatch, errorText, t]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change starts the pause again
  useEffect(() => {
    if (status !== 'dirty' || isUploading({ uploads })) return;
    const timer = setTimeout(() => void save(), saveAfterMs);
    return () => clearTimeout(timer);
  }, [status, draft, uploads, save]);

  useEffect(() => {
    if (status === 'clean') return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [status]);

  return save;
}
