'use client';

import { useTranslations } from 'next-intl';
import type { Prepared } from '@/lib/webmail/shapes';
import { nameOf, useLongTime } from '../words';
import { forwardQuotation, replyQuotation } from './quotation';

/** The quotation below a reply, in the reader's language. */
export function useQuotation({ quote }: Prepared): string {
  const t = useTranslations('mail.compose');
  const tRead = useTranslations('mail.read');
  const longTime = useLongTime();
  if (!quote) return '';
  const date = longTime(quote.at);
  if (quote.kind === 'reply') {
    return replyQuotation(t('wrote', { date, name: quote.from ? nameOf(quote.from) : '' }), quote.text);
  }
  return forwardQuotation(
    t('forwarded'),
    [
      [tRead('from'), quote.from ? `${quote.from.name} <${quote.from.address}>`.trim() : ''],
      [tRead('date'), date],
      [t('subject'), quote.subject],
      [tRead('to'), quote.to],
    ],
    quote.text,
  );
}
