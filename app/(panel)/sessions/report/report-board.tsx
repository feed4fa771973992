'use client';

import { Printer } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { readableAddress } from '@/components/readable-address';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { SessionsChart } from '@/components/ui/chart';
import { FilterChip } from '@/components/ui/chip';
import { ExportMenu } from '@/components/ui/export-menu';
import { HeadCells } from '@/components/ui/head-cells';
import { PageHeader } from '@/components/ui/page-header';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import { ScrollRegion } from '@/components/ui/scroll-region';
import { Select } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import { type Breaks, type Report, weaknesses } from '@/lib/devices/shapes';
import type { DomainSwitch } from '@/lib/mailbox-settings/shapes';
import { BreaksPanel } from './breaks-panel';
import { SwitchList } from './switch-list';

/** Who reads mail by which protocol, and which devices should change something. */
export function ReportBoard({
  report,
  breaks,
  switches,
  domainId,
  domains,
  mayWrite,
}: {
  report: Report;
  breaks: Breaks | null;
  switches: DomainSwitch[];
  domainId: string | null;
  domains: { id: string; name: string }[];
  mayWrite: boolean;
}) {
  const t = useTranslations('report');
  const locale = useLocale();
  const router = useRouter();
  const href = (days: number, domain: string | null) => {
    const params = new URLSearchParams({ days: String(days) });
    if (domain) params.set('domain', domain);
    return `/sessions/report?${params}`;
  };
  const file = (format: string) =>
    `/api/protocol-report?${new URLSearchParams({ format, days: String(report.days), ...(domainId ? { domain: domainId } : {}) })}`;
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
      <div className="-mt-4 flex flex-wrap items-center gap-2 print:hidden">
        {[7, 30, 90].map((days) => (
          <FilterChip
            key={days}
            pressed={report.days === days}
            onPressedChange={() => router.push(href(days, domainId) as never)}
          >
            {t('lastDays', { days })}
          </FilterChip>
        ))}
        <Select
          aria-label={t('domain')}
          className="w-64"
          value={domainId ?? ''}
          onValueChange={(next) => router.push(href(report.days, next || null) as never)}
          options={[
            { value: '', label: t('allDomains') },
            ...domains.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
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
      <dl className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        {weaknesses.map((weak) => (
          <div key={weak} className="rounded-lg border border-line bg-surface px-4 py-3">
            <dt className="text-ink-2">{t(`weak.${weak}`)}</dt>
            <dd className="mt-1 font-semibold text-xl tabular-nums">
              {t('devices', { count: report.weak[weak].devices })}
            </dd>
            <dd className="text-ink-3 text-xs">
              {t('inMailboxes', { count: report.weak[weak].mailboxes })},{' '}
              {t('inSessions', { count: report.weak[weak].sessions })}
            </dd>
            {weak === 'oldTls' && report.turnedAway > 0 ? (
              <dd className="text-bad text-xs">{t('turnedAway', { count: report.turnedAway })}</dd>
            ) : null}
          </div>
        ))}
      </dl>
      {breaks ? (
        <BreaksPanel breaks={breaks} mayWrite={mayWrite} />
      ) : (
        <p className="text-ink-2 print:hidden">{t('pickDomain')}</p>
      )}
      <section>
        <h2 className="mb-2 font-semibold text-base">{t('who', { count: report.rows.length })}</h2>
        {report.rows.length === 0 ? (
          <p className="rounded-lg border border-line bg-surface px-3 py-4 text-ink-2">{t('nobody')}</p>
        ) : (
          <div className="overflow-x-auto rounded-lg border border-line bg-surface">
            <table className="w-full min-w-[48rem] text-left text-sm">
              <thead className="bg-sunken text-ink-3 text-xs">
                <tr>
                  <HeadCells
                    columns={['mailbox', 'device', 'why', 'last', 'sessions', 'removed']}
                    label={(column) => t(`column.${column}`)}
                  />
                </tr>
              </thead>
              <tbody>
                {report.rows.map((row) => (
                  <tr key={row.deviceId} className="border-line border-t">
                    <td className="px-3 py-1.5">
                      <Link className="mono text-accent hover:underline" href={`/mailboxes/${row.mailboxId}`}>
                        {readableAddress(row.address)}
                      </Link>
                    </td>
                    <td className="px-3 py-1.5">
                      <span className="flex items-center gap-2">
                        <ProtocolMark protocol={row.protocol} label={!row.label} />
                        {row.label} <span className="mono text-ink-3 text-xs">{row.remoteIp}</span>
                      </span>
                    </td>
                    <td className="px-3 py-1.5">
                      <span className="flex flex-wrap gap-1">
                        {row.weak.map((weak) => (
                          <Badge key={weak} tone={weak === 'main' || weak === 'pop3' ? 'neutral' : 'warn'}>
                            {t(`weakShort.${weak}`)}
                          </Badge>
                        ))}
                      </span>
                    </td>
                    <td className="whitespace-nowrap px-3 py-1.5">
                      <Time value={row.lastSeenAt} />
                    </td>
                    <td className="px-3 py-1.5 tabular-nums">{figure(row.sessions)}</td>
                    <td className="px-3 py-1.5 tabular-nums">{figure(row.removed)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {report.more && <p className="mt-2 text-ink-3 text-xs">{t('more')}</p>}
      </section>
    </div>
  );
}
