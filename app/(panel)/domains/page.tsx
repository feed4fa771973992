import { getTranslations } from 'next-intl/server';
import { countDomains, domainOwners, pageDomains } from '@/lib/domains';
import { requireActor } from '@/lib/identity';
import { may } from '@/lib/tenancy';
import { ownUse } from '@/lib/tenants';
import { queryOf, type SearchParams } from '../search-params';
import { DomainBoard } from './domain-board';

export async function generateMetadata() {
  return { title: (await getTranslations('domains'))('title') };
}

export default async function DomainsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('domain:read');
  const search = (await queryOf(searchParams)).get('search')?.slice(0, 200) ?? '';
  const [start, total, owners, use] = await Promise.all([
    pageDomains(actor, { search, sort: 'name', desc: false, at: null, back: false }),
    countDomains(actor, search),
    may(actor, 'domain:write') ? domainOwners(actor) : [],
    actor.role === 'customer_admin' ? ownUse(actor) : null,
  ]);
  const mayWrite = may(actor, 'domain:write');
  return <DomainBoard search={search} start={start} total={total} owners={owners} use={use} mayWrite={mayWrite} />;
}
