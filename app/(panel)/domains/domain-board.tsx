'use client';

import { Globe, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { UseBars } from '@/components/accounts/use-bars';
import { SearchField } from '@/components/search-field';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { type Column, DataTable } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/use-action';
import { useFeed } from '@/components/use-feed';
import type { PageOf } from '@/lib/db/shapes';
import { type DomainRow, domainSorts } from '@/lib/domains/shapes';
import type { Use } from '@/lib/tenants/shapes';
import { countDomainsAction, loadDomains } from './actions';
import { CreateDomainDialog } from './create-domain-dialog';

export function DomainBoard({
  search: startSearch,
  start,
  total: startTotal,
  owners,
  use,
  mayWrite,
}: {
  search: string;
  start: PageOf<DomainRow>;
  total: number;
  owners: { id: string; name: string }[];
  /** A customer's own, of what it may. */
  use: Use | null;
  mayWrite: boolean;
}) {
  const t = useTranslations('domains');
  const router = useRouter();
  const [search, setSearch] = useState(startSearch);
  const [total, setTotal] = useState(startTotal);
  const asked = useRef(search);
  const filter = useMemo(() => ({ search }), [search]);
  const { rows, feed } = useFeed({
    start,
    filter,
    load: loadDomains,
    sort: { id: 'name', desc: false },
    sortable: domainSorts,
  });
  const count = useAction(countDomainsAction, {
    onDone: (found, input) => {
      // An answer to an earlier question must not replace that to a later one.
      if (input.search === asked.current) setTotal(found);
    },
  });
  function find(text: string) {
    setSearch(text);
    asked.current = text;
    window.history.replaceState(null, '', text ? `/domains?search=${encodeURIComponent(text)}` : '/domains');
    count.run({ search: text });
  }
  const [creating, setCreating] = useState(false);
  const columns = useMemo(
    (): Column<DomainRow>[] => [
      {
        id: 'name',
        header: t('name'),
        width: 240,
        value: (row) => row.name,
        cell: (row) => (
          <span className="truncate font-medium" title={row.asciiName}>
            {row.name}
          </span>
        ),
      },
      {
        id: 'customer',
        header: t('customer'),
        width: 180,
        value: (row) => row.customerName,
        cell: (row) => row.customerName,
      },
      {
        id: 'mailboxes',
        header: t('mailboxes'),
        width: 100,
        align: 'right',
        value: (row) => row.mailboxes,
        cell: (row) => row.mailboxes,
      },
      {
        id: 'state',
        header: t('state'),
        width: 110,
        value: (row) => (row.active ? (row.proven ? t('on') : t('proof.badge')) : t('off')),
        cell: (row) => (
          <Badge tone={row.active && row.proven ? 'good' : 'warn'}>
            {row.active ? (row.proven ? t('on') : t('proof.badge')) : t('off')}
          </Badge>
        ),
      },
      {
        id: 'created',
        header: t('created'),
        width: 140,
        value: (row) => row.createdAt,
        cell: (row) => <Time value={row.createdAt} />,
      },
    ],
    [t],
  );
  const add = mayWrite ? (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t('create')}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader title={t('title')} count={total} description={t('description')} actions={add} />
      {use ? (
        <section className="mb-5">
          <UseBars use={use} />
        </section>
      ) : null}
      <DataTable
        columns={columns}
        rows={rows}
        feed={feed}
        exportHref={`/api/export/domains?${new URLSearchParams({ search })}`}
        rowId={(row) => row.id}
        label={t('title')}
        exportName="domains"
        onRowClick={(row) => router.push(`/domains/${row.id}`)}
        toolbar={<SearchField value={search} onChange={find} label={t('search')} placeholder={t('search')} />}
        empty={
          <EmptyState icon={<Globe />} title={search ? t('noMatch') : t('empty')} action={search ? undefined : add}>
            {search ? t('noMatchText') : t('emptyText')}
          </EmptyState>
        }
      />
      {mayWrite ? (
        <CreateDomainDialog
          open={creating}
          onOpenChange={setCreating}
          owners={owners}
          onCreated={(id) => router.push(`/domains/${id}`)}
        />
      ) : null}
    </>
  );
}
