'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { addressColumn, bytesColumn, timeColumn } from '@/components/list/columns';
import { List } from '@/components/list/list';
import { rowsWith } from '@/components/list/rows-with';
import { Badge, type Tone } from '@/components/ui/badge';
import type { Column } from '@/components/ui/table';
import type { ItemRow, ItemState, PolicyRow, RunRow } from '@/lib/retention/shapes';

const tones: Record<ItemState, Tone> = {
  planned: 'warn',
  removing: 'warn',
  removed: 'neutral',
  retained: 'good',
  restoring: 'accent',
  restored: 'good',
};
const knownReasons = ['changed-since-preview', 'mailbox-gone', 'not-recoverable'] as const;

/** The messages of a run, with the reason for each. */
export function ItemTable({ items, run, policy }: { items: ItemRow[]; run: RunRow; policy: PolicyRow }) {
  const t = useTranslations('retention');
  const [search, setSearch] = useState('');
  const shown = useMemo(
    () => rowsWith(items, search, (item) => [item.address, item.subject, item.sender, item.messageId]),
    [items, search],
  );
  const columns = useMemo((): Column<ItemRow>[] => {
    const why = (item: ItemRow) => {
      const reason = knownReasons.find((each) => each === item.reason);
      return reason ? t(`reasonOf.${reason}`) : t('reason', { folder: item.folder, days: policy.olderThanDays });
    };
    return [
      {
        id: 'subject',
        header: t('subject'),
        width: 260,
        value: (item) => item.subject,
        cell: (item) =>
          item.messageId ? (
            <Link
              href={`/trail/message?messageId=${encodeURIComponent(item.messageId)}&mailbox=${item.mailboxId}`}
              title={t('trail')}
              className="truncate hover:underline"
            >
              {item.subject || t('noSubject')}
            </Link>
          ) : (
            <span className="truncate">{item.subject || t('noSubject')}</span>
          ),
      },
      addressColumn({ id: 'address', header: t('address'), width: 200, value: (item) => item.address }),
      {
        id: 'sender',
        header: t('sender'),
        width: 180,
        value: (item) => item.sender,
        cell: (item) => <span className="truncate">{item.sender}</span>,
      },
      timeColumn({
        id: 'at',
        header: policy.basis === 'received' ? t('received') : t('at'),
        width: 150,
        value: (item) => item.at,
      }),
      bytesColumn({ id: 'size', header: t('size'), width: 80, value: (item) => item.size }),
      {
        id: 'state',
        header: t('itemState'),
        width: 150,
        value: (item) => t(`states.${item.state}`),
        cell: (item) => <Badge tone={tones[item.state]}>{t(`states.${item.state}`)}</Badge>,
      },
      {
        id: 'why',
        header: t('why'),
        width: 200,
        value: why,
        cell: (item) => <span className="truncate text-ink-2">{why(item)}</span>,
      },
    ];
  }, [t, policy]);
  return (
    <List
      columns={columns}
      rows={shown}
      rowId={(item) => item.id}
      label={t('items')}
      exportName={`retention-${run.asOf.slice(0, 10)}`}
      initialSort={{ id: 'at' }}
      search={{ value: search, onChange: setSearch, label: t('search') }}
      footer={
        items.length < run.messages ? (
          <p className="text-ink-2 text-xs">{t('moreItems', { count: items.length })}</p>
        ) : undefined
      }
    />
  );
}
