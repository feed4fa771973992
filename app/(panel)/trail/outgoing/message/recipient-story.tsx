'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { tlsText } from '@/components/sessions/words';
import { Time } from '@/components/ui/time';
import type { SentRecipient } from '@/lib/activity/shapes';

const tones: Record<SentRecipient['state'], string> = {
  sent: 'text-good',
  deferred: 'text-warn',
  bounced: 'text-bad',
  expired: 'text-bad',
  returned: 'text-bad',
  deleted: 'text-bad',
};

/** What became of one recipient: the sentence first, and the words of the server below it. */
export function RecipientStory({ recipient }: { recipient: SentRecipient }) {
  const t = useTranslations('trail.outgoing');
  const format = useFormatter();
  const { state, relay, tls, here, words, dsn, attempts, at, nextAt, originalRecipient } = recipient;
  const form = here ? 'here' : relay ? 'relay' : 'plain';
  const next = nextAt ? format.dateTime(new Date(nextAt), { dateStyle: 'medium', timeStyle: 'short' }) : '';
  return (
    <li>
      <p>
        <span className="mono break-all">{recipient.recipient}</span>
        {originalRecipient && <span className="text-ink-3"> {t('byAlias', { alias: originalRecipient })}</span>}
      </p>
      <p>
        <span className={tones[state]}>
          {state === 'sent'
            ? t(`recipient.sent.${form}`, { relay: relay ?? '', tls: tls ? tlsText(tls) : 'none' })
            : t(`recipient.${state}`)}
        </span>
        {state === 'deferred' && <span> {t('next', { at: next })}</span>}
      </p>
      {words && state !== 'sent' && <p className="mono mt-0.5 break-words text-ink-2 text-xs">{words}</p>}
      <p className="mt-0.5 flex flex-wrap gap-x-3 text-ink-3 text-xs">
        <Time value={at} exact />
        <Time value={at} />
        {attempts > 1 && <span>{t('attempts', { count: attempts })}</span>}
        {state !== 'sent' && <span>{t('code', { dsn })}</span>}
        {state !== 'sent' && relay && <span className="mono">{relay}</span>}
      </p>
    </li>
  );
}
