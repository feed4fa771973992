'use client';

import { Building2 } from 'lucide-react';
import { UsageBars } from '@/components/accounts/usage-bars';
import { SearchListPage } from '@/components/list/search-list-page';
import type { ListStart } from '@/components/list/use-search-list';
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
  return (
    <SearchListPage
      area="customers"
      start={start}
      address={customersAddress}
      load={loadCustomers}
      count={countCustomersAction}
      sortable={customerSorts}
      columns={useCustomerColumns()}
      icon={<Building2 />}
      create={mayWrite ? ({ reload, ...dialog }) => <CreateCustomerDialog {...dialog} onCreated={reload} /> : null}
    >
      {use ? <UsageBars use={use} /> : null}
    </SearchListPage>
  );
}
