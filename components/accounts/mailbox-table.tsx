'use client';

import { useTranslations } from 'next-intl';
import type { MailboxRow } from '@/lib/mailboxes/shapes';
import { List, type ListProps } from '../list/list';
import { useMailboxColumns } from './mailbox-columns';

type Props = Pick<ListProps<MailboxRow>, 'rows' | 'search' | 'filters' | 'empty' | 'feed' | 'exportHref'>;

/** All mailboxes, or those of one domain. */
export function MailboxTable(props: Props) {
  const t = useTranslations('mailboxes');
  const columns = useMailboxColumns();
  return (
    <List
      columns={columns}
      rowId={(row) => row.id}
      href={(row) => `/mailboxes/${row.id}`}
      label={t('title')}
      exportName="mailboxes"
      {...props}
    />
  );
}
