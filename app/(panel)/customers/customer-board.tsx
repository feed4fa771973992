'use client';

import { Building2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { UsageBars } from '@/components/accounts/usage-bars';
import { CreateButton } from '@/components/list/create-button';
import { ListPage } from '@/components/list/list-page';
import { type ListStart, useSearchList } from '@/components/list/use-search-list';
import { type CustomerRow, customerSorts, type Use } from '@/lib/tenants/shapes';
import { countCustomersAction, loadCustomers } from './actions';
import { CreateCustomerDialog } from './create-customer-dialog';
import { useCustomerColumns } from './customer-columns';
import { customersAddress } from './filter';

export function CustomerBoard({
  start,
  use,
  mayWrite,
}: {
  start: ListStart<CustomerRow, { search: string }, number>;
  use: Use | null;
  mayWrite: boolean;
}) {
  const t = useTranslations('customers');
  const [creating, setCreating] = useState(false);
  const columns = useCustomerColumns();
  const { filter, setFilter, rows, feed, counts, reload } = useSearchList({
    start,
    address: customersAddress,
    rowsBy: (filter) => filter,
    load: loadCustomers,
    count: countCustomersAction,
    sortable: customerSorts,
  });
  const { search } = filter;
  const add = mayWrite ? <CreateButton label={t('create')} onClick={() => setCreating(true)} /> : undefined;
  return (
    <>
      <ListPage
        title={t('title')}
        count={counts}
        description={t('description')}
        actions={add}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        href={(row) => `/customers/${row.id}`}
        feed={feed}
        search={{ value: search, onChange: (text) => setFilter({ search: text }), label: t('search') }}
        exportName="customers"
        exportHref={`/api/export/customers?${new URLSearchParams({ search })}`}
        empty={
          search
            ? { icon: <Building2 />, title: t('noMatch'), text: t('noMatchText') }
            : { icon: <Building2 />, title: t('empty'), text: t('emptyText'), action: add }
        }
      >
        {use ? (
          <section className="mb-5">
            <UsageBars use={use} />
          </section>
        ) : null}
      </ListPage>
      <CreateCustomerDialog open={creating} onOpenChange={setCreating} onCreated={reload} />
    </>
  );
}
