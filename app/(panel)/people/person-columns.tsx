'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { textColumn } from '@/components/list/columns';
import { Badge } from '@/components/ui/badge';
import type { MenuItem } from '@/components/ui/menu';
import { MoreMenu } from '@/components/ui/more-menu';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { PersonRow } from '@/lib/people/shapes';

/** The last column is the menu of the person's actions. */
export function usePersonColumns(itemsOf: (row: PersonRow) => MenuItem[]): Column<PersonRow>[] {
  const t = useTranslations('people');
  const tRoles = useTranslations('roles');
  return useMemo(
    (): Column<PersonRow>[] => [
      {
        id: 'name',
        header: t('column.name'),
        width: 180,
        value: (row) => row.name,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium">{row.name}</span>
            {row.self ? <Badge tone="accent">{t('you')}</Badge> : null}
          </span>
        ),
      },
      {
        id: 'email',
        header: t('column.email'),
        width: 220,
        value: (row) => row.email,
        cell: (row) => <bdi className="mono">{row.email}</bdi>,
      },
      textColumn({ id: 'role', header: t('column.role'), width: 150, value: (row) => tRoles(row.role) }),
      textColumn({ id: 'tenant', header: t('column.tenant'), width: 170, value: (row) => row.tenantName }),
      {
        id: 'state',
        header: t('column.state'),
        width: 100,
        value: (row) => t(row.suspendedAt ? 'suspended' : 'active'),
        cell: (row) =>
          row.suspendedAt ? (
            <Badge tone="warn">{t('suspended')}</Badge>
          ) : (
            <span className="text-ink-2">{t('active')}</span>
          ),
      },
      {
        id: 'factor',
        header: t('column.factor'),
        width: 120,
        value: (row) => t(row.secondFactor ? 'factorOn' : 'factorOff'),
        cell: (row) =>
          row.secondFactor ? (
            <Badge tone="good">{t('factorOn')}</Badge>
          ) : (
            <span className="text-ink-3">{t('factorOff')}</span>
          ),
      },
      {
        id: 'lastSeen',
        header: t('column.lastSeen'),
        width: 120,
        value: (row) => row.lastSeenAt,
        cell: (row) =>
          row.lastSeenAt ? <Time value={row.lastSeenAt} /> : <span className="text-ink-3">{t('never')}</span>,
      },
      {
        id: 'actions',
        header: '',
        width: 48,
        align: 'right',
        phone: 'aside',
        cell: (row) => {
          const items = itemsOf(row);
          return items.length === 0 ? null : (
            <MoreMenu variant="ghost" label={t('actions', { name: row.name })} items={items} />
          );
        },
      },
    ],
    [t, tRoles, itemsOf],
  );
}
