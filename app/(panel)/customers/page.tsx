import { notFound } from 'next/navigation';
import { pageTitle } from '@/app/page-title';
import { may } from '@/lib/tenancy';
import { countCustomers, ownUse, pageCustomers } from '@/lib/tenants';
import { listPage } from '../list-page';
import { CustomerBoard } from './customer-board';
import { customersAddress } from './filter';

export const generateMetadata = pageTitle('customers');

export default listPage({
  capability: 'tenant:read',
  filterOf: customersAddress.read,
  reads: (actor, { search }) => {
    if (actor.role === 'customer_admin') notFound();
    return { page: pageCustomers(actor, { search }), counts: countCustomers(actor, search), use: ownUse(actor) };
  },
  show: ({ use, ...start }, { actor, filter }) => (
    <CustomerBoard start={{ ...start, filter }} use={use} mayWrite={may(actor, 'tenant:write')} />
  ),
});
