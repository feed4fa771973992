'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useMemo } from 'react';
import { addressColumn, textColumn } from '@/components/list/columns';
import { List } from '@/components/list/list';
import type { Answer } from '@/components/list/use-ask';
import { type LogPage, useLog } from '@/components/list/use-log';
import type { Column } from '@/components/ui/table';
import type { ImportLineRow } from '@/lib/imports/shapes';
import { loadImportLines } from '../actions';

const pageSize = 200;

/** The lines of one result, in the order of the file. */
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
  const log = useLog({ start: null, filter: { importId, kind }, load: loadPage });
  const columns = useMemo(
    (): Column<ImportLineRow>[] => [
      textColumn({ id: 'line', header: t('line'), width: 70, align: 'right', value: (row) => row.line }),
      addressColumn({ id: 'address', header: t('address'), width: 280, value: (row) => row.address }),
      { id: 'why', header: t('why'), width: 420, value: why, cell: (row) => why(row) ?? t('whyNone') },
    ],
    [t, why],
  );
  if (!log.rows) return null;
  return (
    <List
      columns={columns}
      rows={log.rows}
      rowId={(row) => String(row.line)}
      label={t('title')}
      empty={{ icon, title: t('emptyKind') }}
      more={log.more ? { label: t('loadMore'), onMore: log.readMore } : null}
    />
  );
}

async function loadPage(
  which: { importId: string; kind: ImportLineRow['kind'] },
  last: ImportLineRow | undefined,
): Promise<Answer<LogPage<ImportLineRow>>> {
  const answer = await loadImportLines({ ...which, after: last?.line ?? 0 });
  return answer.ok ? { ok: true, data: { rows: answer.data, more: answer.data.length === pageSize } } : answer;
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
