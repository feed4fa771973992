'use client';

import { Inbox, Upload } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CreateMailboxDialog } from '@/components/accounts/create-mailbox-dialog';
import { MailboxTable } from '@/components/accounts/mailbox-table';
import { CreateButton } from '@/components/list/create-button';
import { rowsWith } from '@/components/list/rows-with';
import { type ListStart, useSearchList } from '@/components/list/use-search-list';
import { Button } from '@/components/ui/button';
import { FilterChip } from '@/components/ui/chip';
import { PageHeader } from '@/components/ui/page-header';
import { toast } from '@/components/ui/toast';
import type { DomainRow } from '@/lib/domains/shapes';
import { type MailboxCounts, type MailboxRow, mailboxSorts, type RemovedMailboxRow } from '@/lib/mailboxes/shapes';
import { createMailboxAction } from '../domains/actions';
import { countMailboxesAction, loadMailboxes } from './actions';
import { type MailboxFilter, mailboxesAddress, mailboxQuery, mailboxRowsBy } from './filter';
import { RemovedList } from './removed-list';

/** The server reads the list in pages, because a host may have more mailboxes than a browser should load. */
export function MailboxBoard({
  start,
  removed,
  domains,
  mayWrite,
}: {
  start: ListStart<MailboxRow, MailboxFilter, MailboxCounts>;
  removed: RemovedMailboxRow[];
  domains: Pick<DomainRow, 'id' | 'name' | 'defaults'>[];
  mayWrite: boolean;
}) {
  const t = useTranslations('mailboxes');
  const imports = useTranslations('imports');
  const router = useRouter();
  const [creating, setCreating] = useState(false);
  const { filter, setFilter, rows, feed, counts } = useSearchList({
    start,
    address: mailboxesAddress,
    rowsBy: mailboxRowsBy,
    load: loadMailboxes,
    count: countMailboxesAction,
    sortable: mailboxSorts,
  });
  const add =
    mayWrite && domains.length > 0 ? (
      <>
        <Button asChild>
          <Link href="/mailboxes/import">
            <Upload aria-hidden />
            {imports('open')}
          </Link>
        </Button>
        <CreateButton label={t('create')} onClick={() => setCreating(true)} />
      </>
    ) : undefined;
  const filtered = filter.search !== '' || filter.state !== null;
  const bar = {
    search: { value: filter.search, onChange: (search: string) => setFilter({ search }), label: t('search') },
    filters: (['active', 'suspended', 'removed'] as const).map((state) => (
      <FilterChip
        key={state}
        pressed={filter.state === state}
        count={state === 'removed' ? removed.length : counts[state]}
        onPressedChange={(pressed) => setFilter({ state: pressed ? state : null })}
      >
        {t(state)}
      </FilterChip>
    )),
  };
  const emptyText = domains.length > 0 ? t('emptyText') : t('emptyNoDomain');

  return (
    <>
      <PageHeader title={t('title')} count={counts.total} description={t('description')} actions={add} />
      {filter.state === 'removed' ? (
        <RemovedList
          rows={rowsWith(removed, filter.search, (row) => [row.address, row.displayName])}
          mayWrite={mayWrite}
          {...bar}
        />
      ) : (
        <MailboxTable
          rows={rows}
          feed={feed}
          exportHref={`/api/export/mailboxes?${mailboxQuery(filter)}`}
          empty={
            filtered
              ? { icon: <Inbox />, title: t('noMatch'), text: t('noMatchText') }
              : { icon: <Inbox />, title: t('empty'), text: emptyText, action: add }
          }
          {...bar}
        />
      )}
      {mayWrite ? (
        <CreateMailboxDialog
          open={creating}
          onOpenChange={setCreating}
          domains={domains}
          onCreate={createMailboxAction}
          onCreated={({ id, address }) => {
            toast.success(t('created-toast', { address }));
            router.push(`/mailboxes/${id}?tab=setup`);
          }}
        />
      ) : null}
    </>
  );
}
