'use client';

import { MonitorSmartphone } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { textColumn, timeColumn } from '@/components/list/columns';
import { List } from '@/components/list/list';
import { useAsk } from '@/components/list/use-ask';
import { useFeed } from '@/components/list/use-feed';
import { useOnQuestion } from '@/components/list/use-on-question';
import { readableAddress } from '@/components/readable-address';
import { Badge } from '@/components/ui/badge';
import { FilterChip } from '@/components/ui/chip';
import { ProtocolMark } from '@/components/ui/protocol-mark';
import type { Column } from '@/components/ui/table';
import type { PageOf } from '@/lib/db/shapes';
import { doings, type ReportRow, reportSorts } from '@/lib/devices/shapes';
import { countReportAction, loadReport } from './actions';
import type { ReportFilter } from './filter';

export interface TableStart {
  page: PageOf<ReportRow>;
  count: number;
  filter: ReportFilter;
}

/** The devices of the report, sorted and read in pages by the server. */
export function ReportTable({
  start,
  filter,
  onFilter,
}: {
  start: TableStart;
  filter: ReportFilter;
  onFilter: (next: Partial<ReportFilter>) => void;
}) {
  const t = useTranslations('report');
  const { rows, feed } = useFeed({
    start: start.page,
    startFilter: start.filter,
    filter,
    load: loadReport,
    sortable: reportSorts,
  });
  const [count, setCount] = useState(start.count);
  const { ask } = useAsk<number>();
  const countAgain = async () => setCount((await ask(() => countReportAction(filter))) ?? count);
  useOnQuestion(JSON.stringify(filter), JSON.stringify(start.filter), () => void countAgain());
  const title = t(filter.only === null ? 'who' : filter.only === 'all' ? 'everyDevice' : `weak.${filter.only}`);
  return (
    <section aria-labelledby="report-devices">
      <h2 id="report-devices" className="mb-2 font-semibold text-base">
        {t('counted', { title, count })}
      </h2>
      <List
        label={title}
        columns={useReportColumns()}
        rows={rows}
        rowId={(row) => row.deviceId}
        feed={feed}
        height="max(20rem, calc(100dvh - 14rem))"
        filters={
          <>
            <FilterChip
              pressed={filter.only === 'all'}
              onPressedChange={(pressed) => onFilter({ only: pressed ? 'all' : null })}
            >
              {t('everyDevice')}
            </FilterChip>
            {doings.map((one) => (
              <FilterChip
                key={one}
                pressed={filter.does === one}
                onPressedChange={(pressed) => onFilter({ does: pressed ? one : null })}
              >
                {t(`does.${one}`)}
              </FilterChip>
            ))}
          </>
        }
        empty={{ icon: <MonitorSmartphone />, title: t(filter.only || filter.does ? 'nothingFound' : 'nobody') }}
      />
    </section>
  );
}

function useReportColumns(): Column<ReportRow>[] {
  const t = useTranslations('report');
  const does = useTranslations('devices.short');
  return useMemo(
    () => [
      {
        id: 'mailbox',
        header: t('column.mailbox'),
        width: 220,
        value: (row) => row.address,
        cell: (row) => (
          <Link className="mono truncate text-accent hover:underline" href={`/mailboxes/${row.mailboxId}`}>
            {readableAddress(row.address)}
          </Link>
        ),
      },
      {
        id: 'device',
        header: t('column.device'),
        width: 220,
        value: (row) => row.label ?? row.protocol,
        // The device's own sheet has its sessions and what it removed.
        cell: (row) => (
          <Link
            className="flex min-w-0 items-center gap-2 text-accent hover:underline"
            href={`/mailboxes/${row.mailboxId}?tab=devices&device=${row.deviceId}`}
          >
            <ProtocolMark protocol={row.protocol} label={!row.label} />
            <span className="truncate">{row.label}</span>
            <span className="mono text-ink-3 text-xs">{row.remoteIp}</span>
          </Link>
        ),
      },
      { ...textColumn({ id: 'does', header: t('column.does'), width: 170, value: (row) => does(row.takes) }) },
      {
        id: 'why',
        header: t('column.why'),
        width: 200,
        cell: (row) => (
          <span className="flex flex-wrap gap-1">
            {row.weak.map((weak) => (
              <Badge key={weak} tone={weak === 'main' || weak === 'pop3' ? 'neutral' : 'warn'}>
                {t(`weakShort.${weak}`)}
              </Badge>
            ))}
          </span>
        ),
      },
      timeColumn({ id: 'last', header: t('column.last'), width: 130, value: (row) => row.lastSeenAt }),
      textColumn({
        id: 'sessions',
        header: t('column.sessions'),
        width: 90,
        align: 'right',
        value: (row) => row.sessions,
      }),
      textColumn({
        id: 'removed',
        header: t('column.removed'),
        width: 90,
        align: 'right',
        value: (row) => row.removed,
      }),
    ],
    [t, does],
  );
}
