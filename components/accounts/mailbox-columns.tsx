'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { protocols as allProtocols } from '@/lib/protocols/values';
import { addressColumn, textColumn, timeColumn } from '../list/columns';
import { Badge } from '../ui/badge';
import { formatBytes } from '../ui/format-bytes';
import { Progress } from '../ui/progress';
import { ProtocolMark } from '../ui/protocol-mark';
import type { Column } from '../ui/table';

export function useMailboxColumns(): Column<MailboxRow>[] {
  const t = useTranslations('mailboxes');
  const locale = useLocale();
  return useMemo(
    (): Column<MailboxRow>[] => [
      addressColumn({ id: 'address', header: t('address'), width: 240, value: (row) => row.address }),
      textColumn({ id: 'name', header: t('displayName'), width: 150, value: (row) => row.displayName }),
      {
        id: 'protocols',
        header: t('protocols'),
        width: 130,
        value: (row) => allProtocols.filter((protocol) => row.protocols[protocol]).join(' '),
        cell: (row) => (
          <span className="flex gap-1.5">
            {allProtocols
              .filter((protocol) => row.protocols[protocol])
              .map((protocol) => (
                <ProtocolMark key={protocol} protocol={protocol} />
              ))}
          </span>
        ),
      },
      {
        id: 'storage',
        header: t('storage'),
        width: 210,
        value: (row) => row.usedBytes,
        cell: (row) => (
          <span className="flex w-full items-center gap-2">
            <Progress
              alarm
              className="w-16 shrink-0"
              value={row.usedBytes}
              max={row.quotaBytes}
              label={t('storageOf', { address: row.address })}
            />
            <span className="truncate text-ink-2 text-xs">
              {t('usedOf', { used: formatBytes(row.usedBytes, locale), quota: formatBytes(row.quotaBytes, locale) })}
            </span>
          </span>
        ),
      },
      {
        id: 'state',
        header: t('state'),
        width: 100,
        value: (row) => (row.suspendedAt ? t('suspended') : t('active')),
        cell: (row) =>
          row.suspendedAt ? <Badge tone="warn">{t('suspended')}</Badge> : <Badge tone="good">{t('active')}</Badge>,
      },
      textColumn({
        id: 'customer',
        header: t('customer'),
        width: 130,
        hidden: true,
        value: (row) => row.customerName,
      }),
      timeColumn({ id: 'created', header: t('created'), width: 120, hidden: true, value: (row) => row.createdAt }),
    ],
    [t, locale],
  );
}
