'use client';

import { Inbox, Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { addressColumn, bytesColumn, textColumn, timeColumn } from '@/components/list/columns';
import { List, type ListProps } from '@/components/list/list';
import { Button } from '@/components/ui/button';
import type { Column } from '@/components/ui/table';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { RemovedMailboxRow } from '@/lib/mailboxes/shapes';
import { restoreAction } from './actions';

/** Mailboxes that were removed and can be restored. */
export function RemovedList({
  rows,
  search,
  filters,
  mayWrite,
}: Pick<ListProps<RemovedMailboxRow>, 'rows' | 'search' | 'filters'> & { mayWrite: boolean }) {
  const t = useTranslations('mailboxes');
  const router = useRouter();
  const { run, pending } = useAction(restoreAction, {
    onDone: ({ address }, { mailboxId }) => {
      toast.success(t('restored', { address }));
      router.push(`/mailboxes/${mailboxId}`);
    },
  });
  const columns = useMemo(
    (): Column<RemovedMailboxRow>[] => [
      addressColumn({ id: 'address', header: t('address'), width: 260, value: (row) => row.address }),
      textColumn({ id: 'name', header: t('displayName'), width: 150, value: (row) => row.displayName }),
      bytesColumn({ id: 'storage', header: t('storage'), width: 90, value: (row) => row.usedBytes }),
      timeColumn({ id: 'removed', header: t('removed'), width: 130, value: (row) => row.removedAt }),
      {
        id: 'by',
        header: t('removedBy'),
        width: 150,
        value: (row) => row.removedBy,
        cell: (row) => <span className="truncate">{row.removedBy}</span>,
      },
      ...(mayWrite
        ? [
            {
              id: 'restore',
              header: t('restoreColumn'),
              width: 130,
              cell: (row: RemovedMailboxRow) => (
                <Button
                  size="sm"
                  disabled={pending}
                  aria-label={t('restoreOf', { address: row.address })}
                  onClick={() => run({ mailboxId: row.id })}
                >
                  <Undo2 aria-hidden />
                  {t('restore')}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [t, run, pending, mayWrite],
  );
  return (
    <List
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      label={t('removedTitle')}
      exportName="removed-mailboxes"
      exportHref="/api/export/removed-mailboxes"
      search={search}
      filters={filters}
      empty={{ icon: <Inbox />, title: t('noRemoved'), text: t('noRemovedText') }}
    />
  );
}
