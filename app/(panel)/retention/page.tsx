import { pageTitle } from '@/app/page-title';
import { listPolicies, policyDomains } from '@/lib/retention';
import { may } from '@/lib/tenancy';
import { listPage } from '../list-page';
import { PolicyBoard } from './policy-board';

export const generateMetadata = pageTitle('retention');

export default listPage({
  capability: 'retention:read',
  filterOf: (query) => query.get('domain'),
  reads: (actor) => ({ policies: listPolicies(actor), domains: policyDomains(actor) }),
  show: (found, { actor, filter: domainId }) => (
    <PolicyBoard {...found} domainId={domainId} mayWrite={may(actor, 'retention:write')} />
  ),
});
