'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Field, Switch, Textarea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { type Forwarding, forwardingShape } from '@/lib/filters/shapes';
import type { FormProps } from './filters-board';
import { isElsewhere } from './is-elsewhere';

/** Forwards all mail, with or without keeping a copy. */
export function ForwardingForm({ filters, address, pending, save }: FormProps) {
  const t = useTranslations('filters');
  const { forwarding } = filters;
  const [on, setOn] = useState(forwarding.on);
  const [typed, setTyped] = useState(forwarding.addresses.join('\n'));
  const [keep, setKeep] = useState(forwarding.keep);
  const [error, setError] = useState<string | null>(null);
  const [confirming, setConfirming] = useState<Forwarding | null>(null);
  const addresses = typed
    .split(/[\s,;]+/)
    .map((one) => one.trim())
    .filter(Boolean);
  const away = addresses.filter((one) => isElsewhere(one, address));

  function store(next: Forwarding) {
    setConfirming(null);
    save({ ...filters, forwarding: next }, t(next.on ? 'forwardingOn' : 'forwardingOff'));
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const parsed = forwardingShape.safeParse({ on, addresses, keep });
    if (!parsed.success) {
      const message = parsed.error.issues[0]?.message ?? '';
      return setError(t(t.has(`error.${message}`) ? `error.${message}` : 'error.other'));
    }
    setError(null);
    const fresh = parsed.data.addresses.some((one) => !(forwarding.on && forwarding.addresses.includes(one)));
    if (parsed.data.on && away.length && fresh) return setConfirming(parsed.data);
    store(parsed.data);
  }

  return (
    <form onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-4">
      <Switch checked={on} onCheckedChange={setOn} label={t('forwardAll')} hint={t('forwardAllHint')} />
      <Field label={t('forwardTo')} hint={t('forwardToHint')} error={error ?? undefined}>
        <Textarea
          rows={Math.max(2, addresses.length)}
          className="font-mono"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </Field>
      <Switch checked={keep} onCheckedChange={setKeep} label={t('keep')} hint={t(keep ? 'keepHint' : 'keepNotHint')} />
      {away.map((one) => (
        <Notice key={one} tone="warn">
          {t('elsewhere', { address: one })}
        </Notice>
      ))}
      <Button type="submit" variant="primary" pending={pending} className="self-start">
        {t('saveForwarding')}
      </Button>
      <ConfirmDialog
        open={confirming !== null}
        onOpenChange={() => setConfirming(null)}
        title={t('confirmAway', { address: away.join(', ') })}
        confirmLabel={t('confirmAwayDo')}
        pending={pending}
        onConfirm={() => confirming && store(confirming)}
      >
        {t(keep ? 'confirmAwayText' : 'confirmAwayGone')}
      </ConfirmDialog>
    </form>
  );
}
