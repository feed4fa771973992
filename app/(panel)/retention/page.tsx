import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/identity';
import { listPolicies, policyDomains } from '@/lib/retention';
import { may } from '@/lib/tenancy';
import { queryOf, type SearchParams } from '../search-params';
import { PolicyBoard } from './policy-board';

export async function generateMetadata() {
  return { title: (await getTranslations('retention'))('title') };
}

export default async function RetentionPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('retention:read');
  const [policies, domains] = await Promise.all([listPolicies(actor), policyDomains(actor)]);
  const domainId = (await queryOf(searchParams)).get('domain');
  return (
    <PolicyBoard policies={policies} domains={domains} domainId={domainId} mayWrite={may(actor, 'retention:write')} />
  );
}
