'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useAuditWords } from '@/components/audit/audit-words';
import { textColumn } from '@/components/list/columns';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import type { AuditRow } from '@/lib/audit/shapes';

export function useAuditColumns(): Column<AuditRow>[] {
  const t = useTranslations('audit.column');
  const tAudit = useTranslations('audit');
  const words = useAuditWords();
  return useMemo(
    () => [
      {
        id: 'at',
        header: t('at'),
        width: 110,
        phone: 'aside',
        // The number orders entries with the same time.
        value: (row) => row.at,
        cell: (row) => <Time value={row.at} className="text-ink-2" />,
      },
      textColumn({
        id: 'action',
        header: t('action'),
        width: 220,
        phone: 'title',
        value: (row) => words(row.action),
      }),
      {
        id: 'object',
        header: t('object'),
        width: 280,
        phone: 'detail',
        value: (row) => row.objectLabel,
        cell: (row) => <span className="mono">{row.objectLabel}</span>,
      },
      {
        id: 'actor',
        header: t('actor'),
        width: 200,
        phone: 'detail',
        value: (row) => row.actorName,
        // Always show both who acted and on whose behalf.
        cell: (row) =>
          row.onBehalfOf ? (
            <span className="truncate" title={`${row.actorName} ${tAudit('onBehalf', { name: row.onBehalfOf })}`}>
              {row.actorName} <span className="text-ink-3">{tAudit('onBehalf', { name: row.onBehalfOf })}</span>
            </span>
          ) : (
            row.actorName
          ),
      },
      {
        id: 'ip',
        header: t('ip'),
        width: 130,
        phone: 'none',
        value: (row) => row.ip,
        cell: (row) => <span className="mono text-ink-2">{row.ip ?? '–'}</span>,
      },
      textColumn({
        id: 'seq',
        header: t('seq'),
        width: 70,
        phone: 'none',
        align: 'right',
        hidden: true,
        value: (row) => row.seq,
      }),
    ],
    [t, tAudit, words],
  );
}
