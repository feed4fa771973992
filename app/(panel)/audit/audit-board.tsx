'use client';

import { ScrollText } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ListPage } from '@/components/list/list-page';
import { type LogPage, useLog } from '@/components/list/use-log';
import { FilterChip } from '@/components/ui/chip';
import { ExportMenu } from '@/components/ui/export-menu';
import type { AuditRow } from '@/lib/audit/shapes';
import { moreAuditAction } from './actions';
import { useAuditColumns } from './audit-columns';
import { AuditSheet } from './audit-sheet';
import { type AuditFilter, auditQuery } from './filter';
import { VerifyButton } from './verify-button';

export function AuditBoard({
  filter,
  start,
  role,
  mayVerify,
}: {
  filter: AuditFilter;
  start: LogPage<AuditRow>;
  role: string;
  mayVerify: boolean;
}) {
  const t = useTranslations('audit');
  const common = useTranslations('common');
  const router = useRouter();
  const pathname = usePathname();
  const columns = useAuditColumns();
  const [open, setOpen] = useState<AuditRow | null>(null);
  const { search, others } = filter;
  const log = useLog({
    start: { ...start, filter },
    filter,
    load: (filter, last: AuditRow | undefined) => moreAuditAction({ ...filter, before: last?.seq ?? 0 }),
  });

  function go(next: Partial<AuditFilter>) {
    const query = auditQuery({ ...filter, ...next });
    router.replace(`${pathname}${query ? `?${query}` : ''}` as never);
  }

  return (
    <>
      <ListPage
        title={t('title')}
        description={t(role === 'owner' ? 'ownerDescription' : 'description')}
        actions={
          <>
            {mayVerify ? <VerifyButton /> : null}
            <ExportMenu
              label={t('export')}
              files={(['csv', 'jsonl'] as const).map((format) => ({
                label: t(`exportAs.${format}`),
                href: `/api/audit?${auditQuery(filter, format)}`,
              }))}
            />
          </>
        }
        label={t('tableLabel')}
        columns={columns}
        rows={log.rows ?? []}
        rowId={(row) => String(row.seq)}
        onRowClick={setOpen}
        activeId={open ? String(open.seq) : null}
        initialSort={{ id: 'at', desc: true }}
        search={{
          value: search,
          onChange: (text) => go({ search: text }),
          label: t('search.label'),
          placeholder: t('search.placeholder'),
        }}
        filters={
          role === 'owner' || role === 'customer_admin' || role === 'reseller' ? (
            <FilterChip pressed={others} onPressedChange={(on) => go({ others: on })}>
              {t(`others.${role}`)}
            </FilterChip>
          ) : null
        }
        empty={{ icon: <ScrollText />, ...emptyWords() }}
        more={
          log.more ? { label: common('loadMore'), loading: log.loading, onMore: log.readMore, variant: 'ghost' } : null
        }
      />
      <AuditSheet row={open} onClose={() => setOpen(null)} />
    </>
  );

  function emptyWords() {
    if (search) return { title: t('nothingFound', { text: search }) };
    return others ? { title: t('othersEmpty') } : { title: t('emptyTitle'), text: t('emptyText') };
  }
}
