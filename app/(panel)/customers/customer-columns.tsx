'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { timeColumn } from '@/components/list/columns';
import { Badge } from '@/components/ui/badge';
import { Bytes } from '@/components/ui/bytes';
import { Progress } from '@/components/ui/progress';
import type { Column } from '@/components/ui/table';
import type { CustomerRow } from '@/lib/tenants/shapes';

export function useCustomerColumns(): Column<CustomerRow>[] {
  const t = useTranslations('customers');
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('name'),
        width: 220,
        value: (row) => row.name,
        cell: (row) => (
          <span className="inline-flex min-w-0 items-center gap-2">
            <span className="truncate font-medium">{row.name}</span>
            {row.suspendedAt ? <Badge tone="bad">{t('suspended')}</Badge> : null}
          </span>
        ),
      },
      {
        id: 'reseller',
        header: t('reseller'),
        width: 180,
        value: (row) => row.resellerName,
        cell: (row) =>
          row.resellerId ? (
            <Link
              href={`/customers/${row.resellerId}`}
              onClick={(event) => event.stopPropagation()}
              className="text-accent hover:underline"
            >
              {row.resellerName}
            </Link>
          ) : (
            t('direct')
          ),
      },
      {
        id: 'domains',
        header: t('domains'),
        width: 110,
        value: (row) => row.use.domains.used,
        cell: (row) => <Measure label={t('domains')} {...row.use.domains} />,
      },
      {
        id: 'mailboxes',
        header: t('mailboxes'),
        width: 110,
        value: (row) => row.use.mailboxes.used,
        cell: (row) => <Measure label={t('mailboxes')} {...row.use.mailboxes} />,
      },
      {
        id: 'bytes',
        header: t('use.bytes'),
        width: 150,
        value: (row) => row.use.bytes.used,
        cell: (row) => <Measure label={t('use.bytes')} bytes {...row.use.bytes} />,
      },
      timeColumn({ id: 'created', header: t('created'), width: 130, value: (row) => row.createdAt }),
    ],
    [t],
  );
}

/** A number, with the limit and a bar if there is a limit. */
function Measure({
  label,
  used,
  limit,
  bytes = false,
}: {
  label: string;
  used: number;
  limit: number | null;
  bytes?: boolean;
}) {
  const format = (value: number) => (bytes ? <Bytes value={value} /> : value);
  if (limit === null) return <span className="tabular-nums">{format(used)}</span>;
  return (
    <span className="flex w-full items-center gap-2 tabular-nums">
      <span className="shrink-0">
        {format(used)} / {format(limit)}
      </span>
      <span className="min-w-8 flex-1">
        <Progress value={used} max={limit} label={label} alarm />
      </span>
    </span>
  );
}
