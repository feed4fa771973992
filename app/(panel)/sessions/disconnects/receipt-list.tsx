'use client';

import { ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { timeColumn } from '@/components/list/columns';
import { ListPage } from '@/components/list/list-page';
import { useReceiptWords } from '@/components/sessions/receipt-words';
import type { Column } from '@/components/ui/table';
import type { DisconnectReceipt } from '@/lib/sessions/shapes';

/** Receipts of disconnects, the newest first. */
export function ReceiptList({ receipts }: { receipts: DisconnectReceipt[] }) {
  const t = useTranslations('sessions.receipt');
  const sessions = useTranslations('sessions');
  const words = useReceiptWords();
  const columns: Column<DisconnectReceipt>[] = [
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
      value: (row) => row.disconnected,
      cell: (row) => <span className="tabular-nums">{words.outcome(row)}</span>,
    },
    {
      id: 'revoked',
      phone: 'detail',
      header: t('column.revoked'),
      width: 220,
      value: (row) => row.revoked.map(({ label }) => label).join(', '),
      cell: (row) => <span className="truncate">{row.revoked.map(({ label }) => label).join(', ') || '–'}</span>,
    },
    {
      id: 'by',
      phone: 'none',
      header: t('column.by'),
      width: 180,
      value: (row) => row.byName,
      cell: (row) => <span className="truncate">{row.byName}</span>,
    },
    timeColumn({ id: 'at', phone: 'detail', header: t('column.at'), width: 140, value: (row) => row.startedAt }),
  ];
  return (
    <ListPage
      title={t('title')}
      count={receipts.length}
      description={t('text')}
      crumbs={[{ label: sessions('title'), href: '/sessions' }]}
      columns={columns}
      rows={receipts}
      rowId={(row) => row.id}
      href={(row) => `/sessions/disconnects/${row.id}`}
      exportName="disconnects"
      exportHref="/api/export/disconnects"
      empty={{ icon: <ReceiptText />, title: t('none'), text: t('noneText') }}
    />
  );
}
