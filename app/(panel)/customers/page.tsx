import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/identity';
import { may } from '@/lib/tenancy';
import { countCustomers, ownUse, pageCustomers } from '@/lib/tenants';
import { queryOf, type SearchParams } from '../search-params';
import { CustomerBoard } from './customer-board';

export async function generateMetadata() {
  return { title: (await getTranslations('customers'))('title') };
}

export default async function CustomersPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('tenant:read');
  if (actor.role === 'customer_admin') notFound();
  const search = (await queryOf(searchParams)).get('search')?.slice(0, 200) ?? '';
  const [start, total, use] = await Promise.all([
    pageCustomers(actor, { search, sort: 'name', desc: false, at: null, back: false }),
    countCustomers(actor, search),
    ownUse(actor),
  ]);
  return <CustomerBoard search={search} start={start} total={total} use={use} mayWrite={may(actor, 'tenant:write')} />;
}
