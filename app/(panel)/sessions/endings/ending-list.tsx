'use client';

import { ReceiptText } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEndingWords } from '@/components/sessions/ending-words';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { type Column, DataTable } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { EndingRow } from '@/lib/sessions/shapes';

/** Receipts of ended sessions, the newest first. */
export function EndingList({ endings }: { endings: EndingRow[] }) {
  const t = useTranslations('sessions.ending');
  const sessions = useTranslations('sessions');
  const router = useRouter();
  const words = useEndingWords();
  const columns: Column<EndingRow>[] = [
    {
      id: 'what',
      phone: 'title',
      header: t('column.what'),
      width: 320,
      value: (row) => row.label,
      cell: (row) => <span className="truncate">{words.what(row)}</span>,
    },
    {
      id: 'outcome',
      phone: 'detail',
      header: t('column.outcome'),
      width: 220,
      value: (row) => row.ended,
      cell: (row) => <span className="tabular-nums">{words.outcome(row)}</span>,
    },
    {
      id: 'barred',
      phone: 'detail',
      header: t('column.barred'),
      width: 220,
      value: (row) => row.barred.map(({ label }) => label).join(', '),
      cell: (row) => <span className="truncate">{row.barred.map(({ label }) => label).join(', ') || '–'}</span>,
    },
    {
      id: 'by',
      phone: 'none',
      header: t('column.by'),
      width: 180,
      value: (row) => row.byName,
      cell: (row) => <span className="truncate">{row.byName}</span>,
    },
    {
      id: 'at',
      phone: 'detail',
      header: t('column.at'),
      width: 140,
      value: (row) => row.startedAt,
      cell: (row) => <Time value={row.startedAt} />,
    },
  ];
  return (
    <>
      <PageHeader
        title={t('title')}
        count={endings.length}
        description={t('text')}
        crumbs={[{ label: sessions('title'), href: '/sessions' }]}
      />
      <DataTable
        label={t('title')}
        columns={columns}
        rows={endings}
        rowId={(row) => row.id}
        onRowClick={(row) => router.push(`/sessions/endings/${row.id}`)}
        exportName="endings"
        exportHref="/api/export/endings"
        empty={
          <EmptyState icon={<ReceiptText />} title={t('none')}>
            {t('noneText')}
          </EmptyState>
        }
      />
    </>
  );
}
