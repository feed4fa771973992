'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input, Switch, Textarea } from '@/components/ui/field';
import { vacationShape } from '@/lib/filters/shapes';
import type { FormProps } from './filters-board';

/** The vacation reply (RFC 5230). */
export function VacationForm({ filters, address, pending, save }: FormProps) {
  const t = useTranslations('filters');
  const [vacation, setVacation] = useState(filters.vacation);
  const [addresses, setAddresses] = useState(filters.vacation.addresses.join('\n'));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const change = (part: Partial<typeof vacation>) => setVacation({ ...vacation, ...part });
  const errorAt = (path: string) => {
    const message = Object.entries(errors).find(([key]) => key === path || key.startsWith(`${path}.`))?.[1];
    return message && t(t.has(`error.${message}`) ? `error.${message}` : 'error.other');
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    const others = addresses.split(/[\s,;]+/).filter((one) => one && one.toLowerCase() !== address);
    const parsed = vacationShape.safeParse({ ...vacation, addresses: others });
    if (!parsed.success) {
      return setErrors(
        Object.fromEntries([...parsed.error.issues].reverse().map((issue) => [issue.path.join('.'), issue.message])),
      );
    }
    setErrors({});
    save({ ...filters, vacation: parsed.data }, t(parsed.data.on ? 'vacationOn' : 'vacationOff'));
  }

  return (
    <form onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
      <Switch
        checked={vacation.on}
        onCheckedChange={(on) => change({ on })}
        label={t('answer')}
        hint={t('answerHint')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('from')} hint={t('fromHint')} error={errorAt('from')}>
          <Input
            type="date"
            value={vacation.from ?? ''}
            onChange={(event) => change({ from: event.target.value || null })}
          />
        </Field>
        <Field label={t('to')} hint={t('toHint')} error={errorAt('to')}>
          <Input
            type="date"
            value={vacation.to ?? ''}
            onChange={(event) => change({ to: event.target.value || null })}
          />
        </Field>
      </div>
      <Field label={t('subject')} hint={t('subjectHint')} error={errorAt('subject')}>
        <Input value={vacation.subject} maxLength={200} onChange={(event) => change({ subject: event.target.value })} />
      </Field>
      <Field label={t('text')} error={errorAt('text')}>
        <Textarea
          rows={8}
          maxLength={8000}
          value={vacation.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      <Field label={t('days')} hint={t('daysHint')} error={errorAt('days')}>
        <Input
          type="number"
          min={1}
          max={30}
          className="max-w-28"
          value={vacation.days || ''}
          onChange={(event) => change({ days: Math.floor(Number(event.target.value)) })}
        />
      </Field>
      <Field label={t('addresses')} hint={t('addressesHint', { address })} error={errorAt('addresses')}>
        <Textarea
          rows={2}
          className="font-mono"
          spellCheck={false}
          value={addresses}
          onChange={(event) => setAddresses(event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="self-start">
        {t('saveVacation')}
      </Button>
    </form>
  );
}
