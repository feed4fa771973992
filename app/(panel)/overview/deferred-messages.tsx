'use client';

import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import type { DeferredMail } from '@/lib/activity/shapes';
import { sentHref } from '../trail/outgoing/filter';

/** Outgoing messages that wait: how many, the oldest, and for whom. */
export function DeferredMessages({ deferred }: { deferred: DeferredMail }) {
  const t = useTranslations('overview.deferred');
  const format = useFormatter();
  const { messages, oldest, where } = deferred;
  if (!oldest) return <p className="text-ink-2 text-sm">{t('none')}</p>;
  const link = (href: string) => (words: React.ReactNode) => (
    <Link href={href} className="rounded-sm text-accent underline-offset-2 hover:underline">
      {words}
    </Link>
  );
  const at = format.dateTime(new Date(oldest.at), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className="flex flex-col gap-2.5">
      <p>
        {t.rich('count', { count: messages, link: link('/trail/outgoing?state=deferred') })}{' '}
        {t.rich('oldest', { at, link: link(sentHref(oldest.id)) })}
      </p>
      <ul className="flex flex-col gap-1">
        {where.map(({ domain, messages: count }) => (
          <li key={domain} className="flex items-baseline justify-between gap-3">
            <span className="mono min-w-0 truncate">{domain}</span>
            <span className="shrink-0 font-medium">{t('times', { count })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
