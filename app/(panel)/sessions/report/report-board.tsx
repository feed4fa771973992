'use client';

import { Printer } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useAddressFilter } from '@/components/list/use-address-filter';
import { Button } from '@/components/ui/button';
import { SessionsChart } from '@/components/ui/chart';
import { FilterChip } from '@/components/ui/chip';
import { ExportMenu } from '@/components/ui/export-menu';
import { HeadCells } from '@/components/ui/head-cells';
import { PageHeader } from '@/components/ui/page-header';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { ScrollRegion } from '@/components/ui/scroll-region';
import { Select } from '@/components/ui/select';
import { type Breaks, type Report, reportDays } from '@/lib/devices/shapes';
import type { DomainSwitch } from '@/lib/mailbox-settings/shapes';
import { BreaksPanel } from './breaks-panel';
import { type ReportFilter, reportAddress, reportQuery } from './filter';
import { ReportTable, type TableStart } from './report-table';
import { SwitchList } from './switch-list';
import { WeaknessCards } from './weakness-cards';

/** Who reads mail by which protocol, and which devices should change something. */
export function ReportBoard({
  report,
  breaks,
  switches,
  start,
  domains,
  mayWrite,
}: {
  report: Report;
  breaks: Breaks | null;
  switches: DomainSwitch[];
  start: TableStart;
  domains: { id: string; name: string }[];
  mayWrite: boolean;
}) {
  const t = useTranslations('report');
  const locale = useLocale();
  const format = useFormatter();
  const router = useRouter();
  const [filter, setFilter] = useAddressFilter(reportAddress);
  /** Figures and charts are read by the server. */
  const go = (next: Partial<ReportFilter>) =>
    router.push(`/sessions/report?${reportQuery({ ...filter, ...next })}` as never);
  const file = (format: string) => {
    const query = reportQuery(filter);
    query.set('format', format);
    return `/api/protocol-report?${query}`;
  };
  const figure = (value: number) => value.toLocaleString(locale);
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={t('title')}
        description={t('description')}
        crumbs={[{ label: t('sessions'), href: '/sessions' }]}
        actions={
          <span className="flex gap-2 print:hidden">
            <Button onClick={() => window.print()}>
              <Printer aria-hidden />
              {t('print')}
            </Button>
            <ExportMenu
              label={t('export')}
              files={(['csv', 'jsonl'] as const).map((format) => ({ label: t(format), href: file(format) }))}
            />
          </span>
        }
      />
      <div className="-mt-4 flex flex-wrap items-center gap-2">
        {reportDays.map((days) => (
          <FilterChip key={days} pressed={report.days === days} onPressedChange={() => go({ days })}>
            {t('lastDays', { days })}
          </FilterChip>
        ))}
        <Select
          aria-label={t('domain')}
          className="w-64"
          value={filter.domainId ?? ''}
          onValueChange={(next) => go({ domainId: next || null })}
          options={[
            { value: '', label: t('allDomains') },
            ...domains.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {report.since && (
          <span className="text-ink-2 text-sm">
            {t('since', { at: format.dateTime(new Date(report.since), { dateStyle: 'long', timeZone: 'UTC' }) })}
          </span>
        )}
      </div>
      <SwitchList switches={switches} mayWrite={mayWrite} />
      <section className="grid gap-4 lg:grid-cols-[3fr_2fr]">
        <div className="min-w-0 rounded-lg border border-line bg-surface p-4">
          <h2 className="mb-2 font-semibold text-base">{t('overTime')}</h2>
          <SessionsChart points={report.series} label={t('overTime')} height={220} daily />
        </div>
        <ScrollRegion
          label={t('byProtocol')}
          className="min-w-0 overflow-x-auto rounded-lg border border-line bg-surface"
        >
          <table className="w-full text-left text-sm">
            <caption className="sr-only">{t('byProtocol')}</caption>
            <thead className="bg-sunken text-ink-3 text-xs">
              <tr>
                <HeadCells
                  columns={['protocol', 'sessions', 'mailboxes', 'devices', 'removed']}
                  label={(column) => t(`column.${column}`)}
                />
              </tr>
            </thead>
            <tbody className="tabular-nums">
              {report.protocols.map((row) => (
                <tr key={row.protocol} className="border-line border-t">
                  <td className="px-3 py-2">
                    <ProtocolMark protocol={row.protocol} label />
                  </td>
                  <td className="px-3 py-2">{figure(row.sessions)}</td>
                  <td className="px-3 py-2">{figure(row.mailboxes)}</td>
                  <td className="px-3 py-2">{figure(row.devices)}</td>
                  <td className="px-3 py-2">{figure(row.removed)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {report.protocols.length === 0 && <p className="px-3 py-4 text-ink-2">{t('nothing')}</p>}
        </ScrollRegion>
      </section>
      <WeaknessCards
        weak={report.weak}
        turnedAway={report.turnedAway}
        only={filter.only}
        onOnly={(only) => setFilter({ only })}
      />
      {breaks ? (
        <BreaksPanel breaks={breaks} mayWrite={mayWrite} />
      ) : (
        <p className="text-ink-2 print:hidden">{t('pickDomain')}</p>
      )}
      <ReportTable start={start} filter={filter} onFilter={setFilter} />
    </div>
  );
}
