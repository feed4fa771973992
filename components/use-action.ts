'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useState, useTransition } from 'react';
import { type Failure, useActionError } from './action-error';
import { toast } from './ui/toast';

type Answer<T> = { ok: true; data: T } | Failure;

/**
 * Runs a server action from a form or a button: its pending state, its refusal, and the error of each field.
 * A refusal that belongs to no field is shown as a toast.
 */
export function useAction<I, T>(
  act: (input: I) => Promise<Answer<T>>,
  { fields = [], onDone }: { fields?: readonly string[]; onDone?: (data: T, input: I) => void } = {},
) {
  const words = useActionError();
  const t = useTranslations('accounts.error');
  const [pending, start] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);

  const run = useCallback(
    (input: I) => {
      start(async () => {
        const answer = await act(input);
        if (answer.ok) {
          setFailure(null);
          onDone?.(answer.data, input);
          return;
        }
        setFailure(answer);
        if (Object.keys(answer.fields).some((field) => fields.includes(field))) return;
        const { reason } = answer.details;
        toast.error(typeof reason === 'string' && t.has(reason) ? t(reason, answer.details) : words(answer));
      });
    },
    [act, fields, onDone, t, words],
  );

  const errorOf = useCallback(
    (field: string): string | undefined => {
      const message = failure?.fields[field];
      if (!failure || !message) return undefined;
      const reason = typeof failure.details.reason === 'string' ? failure.details.reason : message;
      if (t.has(reason)) return t(reason, failure.details);
      return words({ ...failure, code: failure.code === 'invalid' ? 'invalid' : message });
    },
    [failure, t, words],
  );

  return { run, pending, failure, errorOf, reset: useCallback(() => setFailure(null), []) };
}
