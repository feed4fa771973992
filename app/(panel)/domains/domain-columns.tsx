'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { textColumn, timeColumn } from '@/components/list/columns';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/table';
import type { DomainRow } from '@/lib/domains/shapes';

export function useDomainColumns(): Column<DomainRow>[] {
  const t = useTranslations('domains');
  return useMemo(() => {
    const stateOf = (row: DomainRow) => (row.active ? (row.proven ? t('on') : t('verification.badge')) : t('off'));
    return [
      {
        id: 'name',
        header: t('name'),
        width: 240,
        value: (row) => row.name,
        cell: (row) => (
          <span className="truncate font-medium" title={row.asciiName}>
            {row.name}
          </span>
        ),
      },
      textColumn({ id: 'customer', header: t('customer'), width: 180, value: (row) => row.customerName }),
      textColumn({
        id: 'mailboxes',
        header: t('mailboxes'),
        width: 100,
        align: 'right',
        value: (row) => row.mailboxes,
      }),
      {
        id: 'state',
        header: t('state'),
        width: 110,
        value: stateOf,
        cell: (row) => <Badge tone={row.active && row.proven ? 'good' : 'warn'}>{stateOf(row)}</Badge>,
      },
      timeColumn({ id: 'created', header: t('created'), width: 140, value: (row) => row.createdAt }),
    ];
  }, [t]);
}
