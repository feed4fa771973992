'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Dispatch } from 'react';
import { formatBytes } from '@/components/ui/format-bytes';
import { maxFilesBytes } from '@/lib/webmail/shapes';
import { query } from '../fetch-json';
import type { ComposerEvent, ComposerState } from './composer-state';

/** Uploads files as they are chosen. The limit is checked before anything is sent. */
export function useUpload({ files, uploads }: ComposerState, dispatch: Dispatch<ComposerEvent>) {
  const t = useTranslations('mail.compose');
  const locale = useLocale();

  const upload = async (file: File) => {
    const key = crypto.randomUUID();
    dispatch({ type: 'upload-started', upload: { key, name: file.name, size: file.size } });
    try {
      dispatch({ type: 'upload-finished', key, id: await postFile(file) });
    } catch {
      dispatch({ type: 'upload-failed', key, text: t('uploadFailed', { name: file.name }) });
    }
  };

  return (list: FileList) => {
    let used = [...files, ...uploads].reduce((sum, { size }) => sum + size, 0);
    for (const file of list) {
      used += file.size;
      if (used > maxFilesBytes) {
        const limit = formatBytes(maxFilesBytes, locale);
        return dispatch({ type: 'failed', text: t('tooLarge', { name: file.name, limit }) });
      }
      void upload(file);
    }
  };
}

/** Uploads one file and returns its id. */
async function postFile(file: File): Promise<string> {
  const address = `/api/mail/uploads?${query({ name: file.name, type: file.type })}`;
  const response = await fetch(address, { method: 'POST', body: file });
  if (!response.ok) throw new Error(String(response.status));
  return ((await response.json()) as { id: string }).id;
}
