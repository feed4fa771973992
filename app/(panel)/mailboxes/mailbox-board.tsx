'use client';

import { Inbox, Plus, Upload } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { CreateMailboxDialog } from '@/components/accounts/create-mailbox-dialog';
import { MailboxTable } from '@/components/accounts/mailbox-table';
import { SearchField } from '@/components/search-field';
import { Button } from '@/components/ui/button';
import { FilterChip } from '@/components/ui/chip';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { toast } from '@/components/ui/toast';
import { useAction } from '@/components/use-action';
import { useFeed } from '@/components/use-feed';
import type { PageOf } from '@/lib/db/shapes';
import type { DomainRow } from '@/lib/domains/shapes';
import { type MailboxCounts, type MailboxRow, mailboxSorts, type RemovedMailboxRow } from '@/lib/mailboxes/shapes';
import { createMailboxAction } from '../domains/actions';
import { countMailboxesAction, loadMailboxes } from './actions';
import { RemovedList } from './removed-list';

interface Filter {
  search: string;
  state: 'active' | 'suspended' | 'removed' | null;
}

/** The list is read in pages by the server: a host may have more mailboxes than a browser should hold. */
export function MailboxBoard({
  start,
  counts: startCounts,
  removed,
  search,
  state,
  domains,
  mayWrite,
}: {
  start: PageOf<MailboxRow>;
  counts: MailboxCounts;
  removed: RemovedMailboxRow[];
  search: string;
  state: Filter['state'];
  domains: Pick<DomainRow, 'id' | 'name' | 'defaults'>[];
  mayWrite: boolean;
}) {
  const t = useTranslations('mailboxes');
  const imports = useTranslations('imports');
  const router = useRouter();
  const [filter, setFilter] = useState<Filter>({ search, state });
  const [counts, setCounts] = useState(startCounts);
  const [creating, setCreating] = useState(false);
  const asked = useRef(search);
  const listed = useMemo(
    () => ({ search: filter.search, state: filter.state === 'removed' ? null : filter.state, domainId: null }),
    [filter],
  );
  const { rows, feed } = useFeed({
    start,
    filter: listed,
    load: loadMailboxes,
    sort: { id: 'address', desc: false },
    sortable: mailboxSorts,
  });
  const count = useAction(countMailboxesAction, {
    onDone: (found, input) => {
      // An answer to an earlier question must not replace that to a later one.
      if (input.search === asked.current) setCounts(found);
    },
  });

  function choose(next: Filter) {
    setFilter(next);
    const query = asQuery(next);
    window.history.replaceState(null, '', query ? `/mailboxes?${query}` : '/mailboxes');
    if (next.search === asked.current) return;
    asked.current = next.search;
    count.run({ search: next.search });
  }

  const add =
    mayWrite && domains.length > 0 ? (
      <>
        <Button asChild>
          <Link href="/mailboxes/import">
            <Upload aria-hidden />
            {imports('open')}
          </Link>
        </Button>
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          {t('create')}
        </Button>
      </>
    ) : undefined;
  const filtered = filter.search !== '' || filter.state !== null;
  const gone = removed.filter((row) =>
    [row.address, row.displayName.toLowerCase()].some((text) => text.includes(filter.search.trim().toLowerCase())),
  );
  const toolbar = (
    <>
      <SearchField
        value={filter.search}
        onChange={(text) => choose({ ...filter, search: text })}
        label={t('search')}
        placeholder={t('search')}
      />
      {(['active', 'suspended'] as const).map((each) => (
        <FilterChip
          key={each}
          pressed={filter.state === each}
          count={counts[each]}
          onPressedChange={(pressed) => choose({ ...filter, state: pressed ? each : null })}
        >
          {t(each)}
        </FilterChip>
      ))}
      <FilterChip
        pressed={filter.state === 'removed'}
        count={removed.length}
        onPressedChange={(pressed) => choose({ ...filter, state: pressed ? 'removed' : null })}
      >
        {t('removed')}
      </FilterChip>
    </>
  );

  return (
    <>
      <PageHeader title={t('title')} count={counts.total} description={t('description')} actions={add} />
      {filter.state === 'removed' ? (
        <RemovedList rows={gone} toolbar={toolbar} mayWrite={mayWrite} />
      ) : (
        <MailboxTable
          rows={rows}
          feed={feed}
          exportHref={`/api/export/mailboxes?${asQuery(filter)}`}
          toolbar={toolbar}
          empty={
            <EmptyState
              icon={<Inbox />}
              title={filtered ? t('noMatch') : t('empty')}
              action={filtered ? undefined : add}
            >
              {filtered ? t('noMatchText') : domains.length > 0 ? t('emptyText') : t('emptyNoDomain')}
            </EmptyState>
          }
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

function asQuery(filter: Filter): string {
  const set = Object.entries(filter).filter(([, value]) => value) as [string, string][];
  return new URLSearchParams(set).toString();
}
