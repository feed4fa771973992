'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { Time } from '@/components/ui/time';
import { useChange } from '@/components/use-change';
import type { Sending, SendingUse as Use } from '@/lib/outbound/shapes';
import { liftSendingAction } from '../actions';

interface SendingProps {
  mailbox: { id: string; address: string };
  sending: Sending;
  mayWrite: boolean;
}

const fields = { hour: 'perHour', day: 'perDay' } as const;

/** What was sent in the last hour and day, of how much, and which limit is in force. */
export function SendingUse({ sending }: { sending: Use }) {
  const t = useTranslations('accounts.sending');
  const locale = useLocale();
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2">
        {(['hour', 'day'] as const).map((period) => {
          const { used, limit, above } = sending[period];
          const from = sending.own[fields[period]] === null ? 'default' : 'own';
          return (
            <div key={period} className="flex flex-col gap-1.5">
              <dt className="text-ink-2 text-xs">{t(period)}</dt>
              <dd className="flex flex-col gap-1.5 text-sm tabular-nums">
                <span>{t('of', { used: used.toLocaleString(locale), limit: limit.toLocaleString(locale) })}</span>
                <Progress value={used} max={limit} label={t(period)} alarm />
                <span className="text-ink-3 text-xs">
                  {above
                    ? t('inForceAbove', { level: above.level, limit: above.limit.toLocaleString(locale) })
                    : t('inForce', { from, level: sending.level })}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
      {sending.deferred.length > 0 ? (
        <ul aria-label={t('deferredTitle')} className="flex flex-col gap-1 text-sm">
          {sending.deferred.map(({ address, level, period, times, at }) => (
            <li key={`${address} ${level} ${period} ${at}`}>
              {t.rich('deferred', { address, level, period, times, at: () => <Time exact value={at} /> })}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** The suspension of sending, and the button that lifts it. */
export function SendingSuspension({ mailbox, sending: { suspension }, mayWrite }: SendingProps) {
  const t = useTranslations('accounts.sending');
  const [asking, setAsking] = useState(false);
  const lift = useChange(liftSendingAction, {
    onDone: () => setAsking(false),
    done: () => t('lifted', { address: mailbox.address }),
  });
  if (!suspension) return null;
  const { at, lift: may, ...figures } = suspension;
  return (
    <Notice
      tone="bad"
      action={
        mayWrite && may === 'allowed' ? (
          <Button size="sm" onClick={() => setAsking(true)}>
            {t('lift')}
          </Button>
        ) : undefined
      }
    >
      <p>{t.rich('suspended', { ...figures, at: () => <Time exact value={at} /> })}</p>
      {mayWrite && may === 'password-first' ? <p className="mt-1">{t('passwordFirst')}</p> : null}
      {mayWrite && may === 'administrator' ? <p className="mt-1">{t('administrator')}</p> : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('liftTitle', { address: mailbox.address })}
        confirmLabel={t('liftConfirm')}
        pending={lift.pending}
        onConfirm={() => lift.run({ mailboxId: mailbox.id })}
      >
        {t('liftText')}
      </ConfirmDialog>
    </Notice>
  );
}
