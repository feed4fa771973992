'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { mailProtocols } from '@/lib/access/shapes';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { readableAddress } from '../readable-address';
import { Badge } from '../ui/badge';
import type { Feed } from '../ui/feed';
import { formatBytes } from '../ui/format-bytes';
import { Progress } from '../ui/progress';
import { ProtocolMark } from '../ui/protocol-mark';
import { type Column, DataTable } from '../ui/table';
import { Time } from '../ui/time';

export function MailboxTable({
  rows,
  toolbar,
  footer,
  empty,
  feed,
  exportHref,
}: {
  rows: MailboxRow[];
  toolbar?: ReactNode;
  footer?: ReactNode;
  empty: ReactNode;
  feed?: Feed;
  exportHref: string;
}) {
  const t = useTranslations('mailboxes');
  const locale = useLocale();
  const router = useRouter();
  const columns = useMemo(
    (): Column<MailboxRow>[] => [
      {
        id: 'address',
        header: t('address'),
        width: 240,
        value: (row) => row.address,
        cell: (row) => <span className="truncate font-mono text-xs">{readableAddress(row.address)}</span>,
      },
      {
        id: 'name',
        header: t('displayName'),
        width: 150,
        value: (row) => row.displayName,
        cell: (row) => row.displayName,
      },
      {
        id: 'protocols',
        header: t('protocols'),
        width: 130,
        value: (row) => mailProtocols.filter((protocol) => row.protocols[protocol]).join(' '),
        cell: (row) => (
          <span className="flex gap-1.5">
            {mailProtocols
              .filter((protocol) => row.protocols[protocol])
              .map((protocol) => (
                <ProtocolMark key={protocol} protocol={protocol} />
              ))}
          </span>
        ),
      },
      {
        id: 'storage',
        header: t('storage'),
        width: 210,
        value: (row) => row.usedBytes,
        cell: (row) => (
          <span className="flex w-full items-center gap-2">
            <Progress
              alarm
              className="w-16 shrink-0"
              value={row.usedBytes}
              max={row.quotaBytes}
              label={t('storageOf', { address: row.address })}
            />
            <span className="truncate text-ink-2 text-xs">
              {t('usedOf', { used: formatBytes(row.usedBytes, locale), quota: formatBytes(row.quotaBytes, locale) })}
            </span>
          </span>
        ),
      },
      {
        id: 'state',
        header: t('state'),
        width: 100,
        value: (row) => (row.suspendedAt ? t('suspended') : t('active')),
        cell: (row) =>
          row.suspendedAt ? <Badge tone="warn">{t('suspended')}</Badge> : <Badge tone="good">{t('active')}</Badge>,
      },
      {
        id: 'customer',
        header: t('customer'),
        width: 130,
        hidden: true,
        value: (row) => row.customerName,
        cell: (row) => row.customerName,
      },
      {
        id: 'created',
        header: t('created'),
        width: 120,
        hidden: true,
        value: (row) => row.createdAt,
        cell: (row) => <Time value={row.createdAt} />,
      },
    ],
    [t, locale],
  );
  return (
    <DataTable
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      label={t('title')}
      exportName="mailboxes"
      onRowClick={(row) => router.push(`/mailboxes/${row.id}`)}
      toolbar={toolbar}
      footer={footer}
      {...(feed ? { feed } : {})}
      exportHref={exportHref}
      empty={empty}
    />
  );
}
