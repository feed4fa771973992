'use client';

import { Download, ScrollText } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState, useTransition } from 'react';
import { useActionError } from '@/components/action-error';
import { useAuditWords } from '@/components/audit/audit-words';
import { SearchField } from '@/components/search-field';
import { Button } from '@/components/ui/button';
import { FilterChip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { Menu } from '@/components/ui/menu';
import { PageHeader } from '@/components/ui/page-header';
import { type Column, DataTable } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import type { AuditRow } from '@/lib/audit/shapes';
import { moreAuditAction } from './actions';
import { AuditSheet } from './audit-sheet';
import { pageSize } from './page-size';
import { VerifyButton } from './verify-button';

export function AuditBoard({
  search,
  others,
  start,
  role,
  mayVerify,
}: {
  search: string;
  others: boolean;
  start: AuditRow[];
  role: string;
  mayVerify: boolean;
}) {
  const t = useTranslations('audit');
  const tCommon = useTranslations('common');
  const router = useRouter();
  const pathname = usePathname();
  const words = useActionError();
  const columns = useColumns();
  const [older, setOlder] = useState<AuditRow[]>([]);
  const [ended, setEnded] = useState(start.length < pageSize);
  const [open, setOpen] = useState<AuditRow | null>(null);
  const [pending, startTransition] = useTransition();
  const rows = useMemo(() => [...start, ...older], [start, older]);

  function go(to: { search: string; others: boolean }) {
    const query = queryText(to);
    router.replace(`${pathname}${query ? `?${query}` : ''}` as never);
  }

  function loadMore() {
    startTransition(async () => {
      const before = rows.at(-1)?.seq;
      if (before === undefined) return;
      const result = await moreAuditAction({ before, search, others });
      if (!result.ok) {
        toast.error(words(result));
        return;
      }
      setOlder((known) => [...known, ...result.data]);
      setEnded(result.data.length < pageSize);
    });
  }

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t(role === 'owner' ? 'ownerDescription' : 'description')}
        actions={
          <>
            {mayVerify ? <VerifyButton /> : null}
            <Menu
              trigger={
                <Button>
                  <Download aria-hidden />
                  {t('export')}
                </Button>
              }
              items={(['csv', 'jsonl'] as const).map((format) => ({
                label: t(`exportAs.${format}`),
                onSelect: () => window.location.assign(`/api/audit?${queryText({ search, others, format })}`),
              }))}
            />
          </>
        }
      />
      <DataTable
        label={t('tableLabel')}
        columns={columns}
        rows={rows}
        rowId={(row) => String(row.seq)}
        onRowClick={setOpen}
        activeId={open ? String(open.seq) : null}
        initialSort={{ id: 'at', desc: true }}
        toolbar={
          <>
            <SearchField
              value={search}
              onChange={(text) => go({ search: text, others })}
              label={t('search.label')}
              placeholder={t('search.placeholder')}
            />
            {role === 'owner' || role === 'customer_admin' || role === 'reseller' ? (
              <FilterChip pressed={others} onPressedChange={(on) => go({ search, others: on })}>
                {t(`others.${role}`)}
              </FilterChip>
            ) : null}
          </>
        }
        empty={
          others && !search ? (
            <EmptyState icon={<ScrollText />} title={t('othersEmpty')} />
          ) : search ? (
            <EmptyState icon={<ScrollText />} title={t('nothingFound', { text: search })} />
          ) : (
            <EmptyState icon={<ScrollText />} title={t('emptyTitle')}>
              {t('emptyText')}
            </EmptyState>
          )
        }
        footer={
          ended ? null : (
            <Button variant="ghost" size="sm" pending={pending} onClick={loadMore}>
              {tCommon('loadMore')}
            </Button>
          )
        }
      />
      <AuditSheet row={open} onClose={() => setOpen(null)} />
    </>
  );
}

function queryText({ search, others, format }: { search: string; others: boolean; format?: string }): string {
  const query = new URLSearchParams();
  if (search) query.set('q', search);
  if (others) query.set('others', '1');
  if (format) query.set('format', format);
  return query.toString();
}

function useColumns(): Column<AuditRow>[] {
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
        // The number keeps the order of entries that share an instant.
        value: (row) => row.at,
        cell: (row) => <Time value={row.at} className="text-ink-2" />,
      },
      {
        id: 'action',
        header: t('action'),
        width: 220,
        phone: 'title',
        value: (row) => words(row.action),
        cell: (row) => words(row.action),
      },
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
        // Who did it, and in whose name: both, wherever an act is shown.
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
      {
        id: 'seq',
        header: t('seq'),
        width: 70,
        phone: 'none',
        align: 'right',
        hidden: true,
        value: (row) => row.seq,
        cell: (row) => row.seq,
      },
    ],
    [t, tAudit, words],
  );
}
