'use client';

import { Building2, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useRef, useState } from 'react';
import { UseBars } from '@/components/accounts/use-bars';
import { SearchField } from '@/components/search-field';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { DataTable } from '@/components/ui/table';
import { useAction } from '@/components/use-action';
import { useFeed } from '@/components/use-feed';
import type { PageOf } from '@/lib/db/shapes';
import { type CustomerRow, customerSorts, type Use } from '@/lib/tenants/shapes';
import { countCustomersAction, loadCustomers } from './actions';
import { CreateCustomerDialog } from './create-customer-dialog';
import { useCustomerColumns } from './customer-columns';

export function CustomerBoard({
  search: startSearch,
  start,
  total: startTotal,
  use,
  mayWrite,
}: {
  search: string;
  start: PageOf<CustomerRow>;
  total: number;
  use: Use | null;
  mayWrite: boolean;
}) {
  const t = useTranslations('customers');
  const router = useRouter();
  const [search, setSearch] = useState(startSearch);
  const [total, setTotal] = useState(startTotal);
  const latestSearch = useRef(search);
  const filter = useMemo(() => ({ search }), [search]);
  const { rows, feed, reload } = useFeed({
    start,
    filter,
    load: loadCustomers,
    sort: { id: 'name', desc: false },
    sortable: customerSorts,
  });
  const count = useAction(countCustomersAction, {
    onDone: (found, input) => {
      // The answer to an earlier search must not replace that to a later one.
      if (input.search === latestSearch.current) setTotal(found);
    },
  });
  function find(text: string) {
    setSearch(text);
    latestSearch.current = text;
    window.history.replaceState(null, '', text ? `/customers?search=${encodeURIComponent(text)}` : '/customers');
    count.run({ search: text });
  }
  const [creating, setCreating] = useState(false);
  const columns = useCustomerColumns();
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
        rowId={(row) => row.id}
        label={t('title')}
        exportName="customers"
        feed={feed}
        exportHref={`/api/export/customers?${new URLSearchParams({ search })}`}
        toolbar={<SearchField value={search} onChange={find} label={t('search')} placeholder={t('search')} />}
        onRowClick={(row) => router.push(`/customers/${row.id}`)}
        empty={
          <EmptyState icon={<Building2 />} title={search ? t('noMatch') : t('empty')} action={search ? undefined : add}>
            {search ? t('noMatchText') : t('emptyText')}
          </EmptyState>
        }
      />
      <CreateCustomerDialog
        open={creating}
        onOpenChange={setCreating}
        onCreated={() => {
          reload();
          count.run({ search });
        }}
      />
    </>
  );
}
