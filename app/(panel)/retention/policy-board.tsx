'use client';

import { CalendarClock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { textColumn } from '@/components/list/columns';
import { CreateButton } from '@/components/list/create-button';
import { ListPage } from '@/components/list/list-page';
import { Badge } from '@/components/ui/badge';
import { FilterChip } from '@/components/ui/chip';
import { formatBytes } from '@/components/ui/format-bytes';
import type { Column } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { PolicyRow } from '@/lib/retention/shapes';
import { createPolicyAction } from './actions';
import { PolicyDialog, policyFields } from './policy-dialog';

export function PolicyBoard({
  policies,
  domains,
  domainId,
  mayWrite,
}: {
  policies: PolicyRow[];
  domains: { id: string; name: string }[];
  domainId: string | null;
  mayWrite: boolean;
}) {
  const t = useTranslations('retention');
  const locale = useLocale();
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const create = useAction(createPolicyAction, {
    fields: policyFields,
    onDone: ({ id }, { name }) => {
      toast.success(t('created-toast', { name }));
      router.push(`/retention/${id}`);
    },
  });
  const chosen = domains.find(({ id }) => id === domainId);
  const rows = chosen ? policies.filter((policy) => policy.domainId === chosen.id) : policies;
  const columns = useMemo(
    (): Column<PolicyRow>[] => [
      {
        id: 'name',
        header: t('name'),
        width: 240,
        value: (row) => row.name,
        cell: (row) => <span className="truncate font-medium">{row.name}</span>,
      },
      textColumn({ id: 'domain', header: t('domain'), width: 180, value: (row) => row.domainName }),
      {
        id: 'folder',
        header: t('folder'),
        width: 210,
        value: (row) => row.folder,
        cell: (row) => t('rule', { folder: row.folder, days: row.olderThanDays }),
      },
      {
        id: 'last',
        header: t('lastRun'),
        width: 260,
        value: (row) => row.lastRun?.createdAt ?? null,
        cell: (row) =>
          row.lastRun ? (
            <span className="truncate text-ink-2">
              {t(`runState.${row.lastRun.state}`)} · {row.lastRun.messages.toLocaleString(locale)} ·{' '}
              {formatBytes(row.lastRun.bytes, locale)} · <Time value={row.lastRun.createdAt} />
            </span>
          ) : (
            <span className="text-ink-3">{t('never')}</span>
          ),
      },
      {
        id: 'state',
        header: t('state'),
        width: 100,
        value: (row) => (row.enabled ? t('enabled') : t('disabled')),
        cell: (row) => (
          <Badge tone={row.enabled ? 'good' : 'neutral'}>{row.enabled ? t('enabled') : t('disabled')}</Badge>
        ),
      },
    ],
    [t, locale],
  );
  const add =
    mayWrite && domains.length > 0 ? <CreateButton label={t('create')} onClick={() => setCreating(true)} /> : undefined;
  return (
    <>
      <ListPage
        title={t('title')}
        count={rows.length}
        description={t('description')}
        actions={add}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        href={(row) => `/retention/${row.id}`}
        exportName="retention"
        filters={
          chosen ? (
            <FilterChip pressed onPressedChange={() => router.push('/retention')}>
              {chosen.name}
            </FilterChip>
          ) : undefined
        }
        empty={{
          icon: <CalendarClock />,
          title: t('empty'),
          text: domains.length > 0 ? t('emptyText') : t('emptyNoDomain'),
          action: add,
        }}
      />
      {creating ? (
        <PolicyDialog
          title={t('create')}
          description={t('createText')}
          domains={domains}
          start={{
            domainId: chosen?.id ?? domains[0]?.id ?? '',
            name: '',
            folder: 'Trash',
            olderThanDays: 30,
            basis: 'saved',
          }}
          pending={create.pending}
          errorOf={create.errorOf}
          onClose={() => setCreating(false)}
          onSave={(input) => create.run(input)}
        />
      ) : null}
    </>
  );
}
