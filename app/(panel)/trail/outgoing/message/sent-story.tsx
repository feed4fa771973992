'use client';

import { useTranslations } from 'next-intl';
import { clientText, useSessionWords } from '@/components/sessions/words';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import { useRefresh } from '@/components/use-refresh';
import type { SentRow } from '@/lib/activity/shapes';
import { stateTones, summaryOf } from '../summary';
import { RecipientStory } from './recipient-story';
import { ResendButtons } from './resend-buttons';

/** A message from its submission to each recipient's server, in sentences. */
export function SentStory({ row, mayResend }: { row: SentRow; mayResend: boolean }) {
  const t = useTranslations('trail');
  const state = summaryOf(row);
  useRefresh(row.endedAt ? 60_000 : 3_000);
  // Those whom Postfix has not tried yet.
  const waiting = Math.max(0, row.recipientCount - row.attempted);
  const others = row.attempted - row.recipients.length;
  const facts: [label: string, value: string | null][] = [
    [t('outgoing.from'), row.sender || t('outgoing.nobody')],
    [t('message.id'), row.messageId],
    [t('outgoing.queueId'), row.queueId],
  ];
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-4 py-3">
        <dl className="grid min-w-0 flex-1 grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
          {facts.map(
            ([label, value]) =>
              value && (
                <div key={label} className="contents">
                  <dt className="text-ink-3">{label}</dt>
                  <dd className="mono min-w-0 break-all">{value}</dd>
                </div>
              ),
          )}
        </dl>
        <div className="flex flex-col items-end gap-2 max-sm:items-start">
          <Badge tone={stateTones[state]}>{t(`outgoing.state.${state}`)}</Badge>
          {state === 'deferred' && mayResend && <ResendButtons row={row} />}
        </div>
      </div>
      <div>
        <p className="font-medium">
          <Submitted row={row} />
        </p>
        <p className="mt-0.5 flex gap-x-3 text-ink-3 text-xs">
          <Time value={row.at} exact />
          <Time value={row.at} />
        </p>
      </div>
      <ul aria-label={t('outgoing.column.recipients')} className="flex flex-col gap-4 border-line border-l pl-5">
        {row.recipients.map((recipient) => (
          <RecipientStory
            key={`${recipient.recipient} ${recipient.originalRecipient} ${recipient.at}`}
            recipient={recipient}
          />
        ))}
        {others > 0 && <li className="text-ink-3">{t('outgoing.others', { count: others })}</li>}
        {waiting > 0 && !row.endedAt && <li className="text-ink-3">{t('outgoing.waiting', { count: waiting })}</li>}
      </ul>
    </div>
  );
}

/** "Submitted by Thunderbird 140 (203.0.113.7, app password: Laptop), to 3 recipients." */
function Submitted({ row }: { row: SentRow }) {
  const t = useTranslations('trail.outgoing');
  const words = useSessionWords();
  const { session, way, account, recipientCount: count } = row;
  const values = { account: account ?? '', count };
  if (!session || way === 'webmail') return t(`submitted.${way}`, values);
  const details = [session.remoteIp, row.credential ? words.credential(row) : null].filter(Boolean).join(', ');
  // SMTP has no command by which a program tells its name.
  const client = clientText(session);
  return client ? t('submitted.session', { ...values, client, details }) : t('submitted.from', { ...values, details });
}
