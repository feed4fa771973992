'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** The failure result of a server action (see lib/http). */
export interface Failure {
  ok: false;
  code: string;
  details: Record<string, string | number>;
  fields: Record<string, string>;
}

/** The text of a server action's refusal: the catalogue's `refusal.<code>` with its details. */
export function useActionError(): (failure: Failure) => string {
  const t = useTranslations('refusal');
  return useCallback(
    (failure: Failure) => {
      const known = t.has(failure.code) ? failure.code : 'unknown';
      return t(known, { ...blanks, ...failure.details });
    },
    [t],
  );
}

// A message whose detail is missing must still be a sentence.
const blanks = { eventId: '–', limit: '–', used: '–', name: '', field: '', reason: '' };
