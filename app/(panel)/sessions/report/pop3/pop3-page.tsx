'use client';

import { Printer } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { readableAddress } from '@/components/readable-address';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import type { Breaks } from '@/lib/devices/shapes';
import { BreaksList } from '../breaks-list';

export function Pop3Page({ name, breaks, at }: { name: string; breaks: Breaks[]; at: string }) {
  const t = useTranslations('report');
  const format = useFormatter();
  return (
    <>
      <PageHeader
        title={t('pop3.of', { name: readableAddress(name) })}
        crumbs={[
          { label: t('sessions'), href: '/sessions' },
          { label: t('title'), href: '/sessions/report' },
        ]}
        description={t('pop3.at', { at: format.dateTime(new Date(at), { dateStyle: 'long' }) })}
        actions={
          <Button className="print:hidden" onClick={() => window.print()}>
            <Printer aria-hidden />
            {t('print')}
          </Button>
        }
      />
      {breaks.length === 0 && <p>{t('pop3.none')}</p>}
      <div className="flex max-w-4xl flex-col gap-4">
        {breaks.map((domain) => (
          <section
            key={domain.domainId}
            aria-labelledby={`breaks-${domain.domainId}`}
            className="rounded-lg border border-line bg-surface"
          >
            <header className="px-4 py-3">
              <h2 id={`breaks-${domain.domainId}`} className="font-semibold text-base">
                {readableAddress(domain.domainName)}
              </h2>
              <p className="mt-1 text-ink-2">
                {t('breaksText', {
                  used: domain.rows.length,
                  unused: domain.unused,
                  only: domain.rows.filter(({ alsoReads }) => !alsoReads).length,
                })}
              </p>
            </header>
            {domain.rows.length > 0 && <BreaksList rows={domain.rows} />}
          </section>
        ))}
      </div>
    </>
  );
}
