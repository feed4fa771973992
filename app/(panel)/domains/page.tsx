import { pageTitle } from '@/app/page-title';
import { countDomains, countStoppedDomains, domainOwners, pageDomains } from '@/lib/domains';
import { may } from '@/lib/tenancy';
import { ownUse } from '@/lib/tenants';
import { listPage } from '../list-page';
import { DomainBoard } from './domain-board';
import { domainsAddress } from './filter';

export const generateMetadata = pageTitle('domains');

export default listPage({
  capability: 'domain:read',
  filterOf: domainsAddress.read,
  reads: (actor, { search }) => ({
    page: pageDomains(actor, { search }),
    counts: countDomains(actor, search),
    stopped: countStoppedDomains(actor),
    owners: may(actor, 'domain:write') ? domainOwners(actor) : [],
    use: actor.role === 'customer_admin' ? ownUse(actor) : null,
  }),
  show: ({ owners, use, stopped, ...start }, { actor, filter }) => (
    <DomainBoard
      start={{ ...start, filter }}
      owners={owners}
      use={use}
      stopped={stopped}
      mayWrite={may(actor, 'domain:write')}
    />
  ),
});
