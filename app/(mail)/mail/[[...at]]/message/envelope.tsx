'use client';

import { useTranslations } from 'next-intl';
import type { Message, Person } from '@/lib/webmail/shapes';
import { useLongTime } from '../words';
import { EnvelopeDetails } from './envelope-details';

/** The sender, always with the address, because the name can be anything. */
export function Envelope({ message }: { message: Message }) {
  const tList = useTranslations('mail.list');
  const longTime = useLongTime();
  const from = message.from[0];
  return (
    <div className="mt-2.5 flex items-start gap-3">
      <span
        aria-hidden
        className="grid size-9 shrink-0 select-none place-items-center rounded-full bg-accent-soft font-semibold text-accent text-base uppercase"
      >
        {initialOf(from)}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          {from?.name && <bdi className="font-medium text-base text-ink">{from.name}</bdi>}
          <bdi className="mono min-w-0 text-ink-2 text-sm [overflow-wrap:anywhere]">
            {from?.address || tList('noSender')}
          </bdi>
          <time dateTime={message.at} className="ml-auto text-ink-3 text-xs">
            {longTime(message.at)}
          </time>
        </div>
        <EnvelopeDetails message={message} />
      </div>
    </div>
  );
}

function initialOf(from: Person | undefined): string {
  const text = from?.name || from?.address || '?';
  return [...text].find((c) => /[\p{L}\p{N}]/u.test(c)) ?? '?';
}
