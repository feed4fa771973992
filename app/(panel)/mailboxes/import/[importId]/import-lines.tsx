'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { readableAddress } from '@/components/readable-address';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { type Column, DataTable } from '@/components/ui/table';
import type { ImportLineRow } from '@/lib/imports/shapes';
import { loadImportLines } from '../actions';

const pageSize = 200;

/** The lines of one kind, in the order of the file. */
export function ImportLines({
  importId,
  kind,
  icon,
}: {
  importId: string;
  kind: ImportLineRow['kind'];
  icon: ReactNode;
}) {
  const t = useTranslations('imports');
  const why = useWhy();
  const [lines, setLines] = useState<ImportLineRow[] | null>(null);
  const [more, setMore] = useState(false);
  const read = useCallback(
    async (after: number) => {
      const answer = await loadImportLines({ importId, kind, after });
      if (!answer.ok) return;
      setLines((known) => (after === 0 ? answer.data : [...(known ?? []), ...answer.data]));
      setMore(answer.data.length === pageSize);
    },
    [importId, kind],
  );
  useEffect(() => void read(0), [read]);
  const columns = useMemo(
    (): Column<ImportLineRow>[] => [
      { id: 'line', header: t('line'), width: 70, align: 'right', value: (row) => row.line, cell: (row) => row.line },
      {
        id: 'address',
        header: t('address'),
        width: 280,
        value: (row) => row.address,
        cell: (row) => <span className="truncate font-mono text-xs">{readableAddress(row.address)}</span>,
      },
      { id: 'why', header: t('why'), width: 420, value: why, cell: (row) => why(row) ?? t('whyNone') },
    ],
    [t, why],
  );
  if (!lines) return null;
  return (
    <DataTable
      columns={columns}
      rows={lines}
      rowId={(row) => String(row.line)}
      label={t('title')}
      empty={<EmptyState icon={icon} title={t('emptyKind')} />}
      footer={
        more ? (
          <Button size="sm" onClick={() => void read(lines.at(-1)?.line ?? 0)}>
            {t('loadMore')}
          </Button>
        ) : undefined
      }
    />
  );
}

function useWhy(): (row: ImportLineRow) => string | null {
  const t = useTranslations('imports');
  const errors = useTranslations('accounts.error');
  return useCallback(
    ({ problem, details, warning }) => {
      if (problem && t.has(`problem.${problem}`)) return t(`problem.${problem}`, details);
      if (problem) return errors.has(problem) ? errors(problem, details) : problem;
      const [line = '', address = ''] = warning?.split(' ') ?? [];
      return warning ? t(line === '0' ? 'looksLikeThere' : 'looksLike', { line, address }) : null;
    },
    [t, errors],
  );
}
