'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';

/** The second step of a sign-in: the app's code, or a recovery code in the same field. */
export function CodeStep({
  name,
  pending,
  onCode,
  onBack,
  onPasskey,
}: {
  name: string;
  pending: boolean;
  onCode: (code: string) => void;
  onBack: () => void;
  onPasskey: (() => void) | undefined;
}) {
  const t = useTranslations('auth');
  const form = useRef<HTMLFormElement>(null);
  // Focus the code field, because this step appears without a click.
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    if (code) onCode(code);
    event.currentTarget.reset();
  }
  return (
    <form
      ref={form}
      method="post"
      onSubmit={submit}
      className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5"
    >
      <p className="text-pretty text-ink-2 text-sm">
        {t.rich('codeText', { name: () => <bdi className="mono break-all text-ink">{name}</bdi> })}
      </p>
      <Field label={t('code')} hint={t('codeHint')}>
        <Input
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          required
          className="mono"
        />
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="h-9 max-sm:h-11">
        {t('codeSubmit')}
      </Button>
      {onPasskey ? (
        <Button onClick={onPasskey} disabled={pending} className="h-9 max-sm:h-11">
          {t('passkeyInstead')}
        </Button>
      ) : null}
      <Button variant="ghost" onClick={onBack}>
        {t('codeBack')}
      </Button>
    </form>
  );
}
