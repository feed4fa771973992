'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatBytes } from '@/components/ui/format-bytes';
import type { Message, Person } from '@/lib/webmail/shapes';
import { nameOf } from '../words';

/** Recipients named in the line; the rest are counted. */
const maxNames = 2;

/** The recipients in one line, which expands to all header details. */
export function EnvelopeDetails({ message }: { message: Message }) {
  const t = useTranslations('mail.read');
  const locale = useLocale();
  const names = message.to.slice(0, maxNames).map(nameOf).join(', ');
  const others = message.to.length + message.cc.length - Math.min(maxNames, message.to.length);
  return (
    <details className="group/details text-ink-3 text-xs">
      <summary className="w-fit max-w-full truncate rounded-sm marker:text-[0.7em]">
        <bdi>{t('toYou', { names: names || '–' })}</bdi> {others > 0 && t('more', { count: others })}
      </summary>
      <dl className="mt-1.5 grid grid-cols-[max-content_1fr] gap-x-3 gap-y-1 rounded-md bg-sunken px-3 py-2 text-ink-2">
        <Term label={t('from')} people={message.from} />
        {message.sender && <Term label={t('sentBy')} people={[message.sender]} />}
        {message.replyTo.length > 0 && message.replyTo[0]?.address !== message.from[0]?.address && (
          <Term label={t('replyTo')} people={message.replyTo} />
        )}
        <Term label={t('to')} people={message.to} />
        {message.cc.length > 0 && <Term label={t('cc')} people={message.cc} />}
        {message.bcc.length > 0 && <Term label={t('bcc')} people={message.bcc} />}
        <dt>{t('size')}</dt>
        <dd>{formatBytes(message.size, locale)}</dd>
        {message.messageId && (
          <>
            <dt>Message-ID</dt>
            <dd className="mono [overflow-wrap:anywhere]">{message.messageId}</dd>
          </>
        )}
      </dl>
    </details>
  );
}

function Term({ label, people }: { label: string; people: Person[] }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="max-h-32 min-w-0 overflow-y-auto">
        {people.map((person) => (
          <span key={person.address} className="block [overflow-wrap:anywhere]">
            {person.name && (
              <>
                <bdi>{person.name}</bdi>{' '}
              </>
            )}
            <bdi className="mono">{person.address}</bdi>
          </span>
        ))}
      </dd>
    </>
  );
}
