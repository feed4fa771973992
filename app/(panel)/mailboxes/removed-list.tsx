'use client';

import { Inbox, Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { readableAddress } from '@/components/readable-address';
import { Button } from '@/components/ui/button';
import { Bytes } from '@/components/ui/bytes';
import { EmptyState } from '@/components/ui/empty-state';
import { type Column, DataTable } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import type { RemovedMailboxRow } from '@/lib/mailboxes/shapes';
import { restoreAction } from './actions';

/** Mailboxes that were removed and can be brought back. */
export function RemovedList({
  rows,
  toolbar,
  mayWrite,
}: {
  rows: RemovedMailboxRow[];
  toolbar: ReactNode;
  mayWrite: boolean;
}) {
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
      {
        id: 'address',
        header: t('address'),
        width: 260,
        value: (row) => row.address,
        cell: (row) => <span className="truncate font-mono text-xs">{readableAddress(row.address)}</span>,
      },
      {
        id: 'name',
        header: t('displayName'),
        width: 150,
        value: (row) => row.displayName,
        cell: (row) => row.displayName,
      },
      {
        id: 'storage',
        header: t('storage'),
        width: 90,
        align: 'right',
        value: (row) => row.usedBytes,
        cell: (row) => <Bytes value={row.usedBytes} />,
      },
      {
        id: 'removed',
        header: t('removed'),
        width: 130,
        value: (row) => row.removedAt,
        cell: (row) => <Time value={row.removedAt} />,
      },
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
    <DataTable
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      label={t('removedTitle')}
      exportName="removed-mailboxes"
      exportHref="/api/export/removed-mailboxes"
      toolbar={toolbar}
      empty={
        <EmptyState icon={<Inbox />} title={t('noRemoved')}>
          {t('noRemovedText')}
        </EmptyState>
      }
    />
  );
}
