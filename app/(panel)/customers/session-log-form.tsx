'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { onForm } from '@/components/on-form';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useAction } from '@/components/use-action';
import { useChange } from '@/components/use-change';
import type { LogRetention, LogRetentionInput, LogRetentionPreview } from '@/lib/activity/shapes';
import { previewSessionLogAction, setSessionLogAction } from './actions';

const fields = ['days', 'addressDays'] as const;

/** Retention time of sessions and their full addresses, of a tenant or (`tenantId` null) the default of the host. */
export function SessionLogForm({ tenantId, log }: { tenantId: string | null; log: LogRetention }) {
  const t = useTranslations('customers.sessionLog');
  const [asked, setAsked] = useState<{ input: LogRetentionInput; preview: LogRetentionPreview } | null>(null);
  const look = useAction(previewSessionLogAction, { fields, onDone: (preview, input) => setAsked({ input, preview }) });
  const save = useChange(setSessionLogAction, {
    onDone: () => {
      setAsked(null);
    },
    done: () => t('saved'),
  });
  const submit = onForm((text) => {
    const [days = null, addressDays = null] = fields.map((name) => {
      const typed = text(name).trim();
      return typed === '' ? null : Number(typed);
    });
    look.run({ tenantId, days, addressDays });
  });
  const inherited = (name: (typeof fields)[number]) => {
    const days = log.above?.[name] ?? null;
    return days === null ? t('forever') : t('inherited', { days });
  };
  return (
    <form onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-4" aria-label={t('title')}>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        {fields.map((name) => (
          <Field key={name} label={t(name)} hint={t(`${name}Hint`)} error={look.errorOf(name)}>
            <Input
              name={name}
              defaultValue={log[name] ?? ''}
              inputMode="numeric"
              placeholder={inherited(name)}
              autoComplete="off"
            />
          </Field>
        ))}
      </div>
      <div>
        <Button type="submit" variant="primary" pending={look.pending}>
          {t('save')}
        </Button>
      </div>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={t('confirmTitle')}
        confirmLabel={t('confirm')}
        danger={Boolean(asked?.preview.sessions.count || asked?.preview.addresses.count)}
        pending={save.pending}
        onConfirm={() => asked && save.run(asked.input)}
      >
        {asked ? (
          <div className="flex flex-col gap-2 text-sm">
            {(['sessions', 'addresses'] as const).map((kind) => {
              const { count, more } = asked.preview[kind];
              return <p key={kind}>{t(`${kind}Removed`, { count, more: more ? 'yes' : 'no' })}</p>;
            })}
            <p className="text-ink-2">{t('irreversible')}</p>
          </div>
        ) : null}
      </ConfirmDialog>
    </form>
  );
}
