import { pageTitle } from '@/app/page-title';
import { readBreaks, readReport } from '@/lib/devices';
import { reportInput } from '@/lib/devices/requests';
import { listDomains } from '@/lib/domains';
import { listDomainSwitches } from '@/lib/mailbox-settings';
import { may } from '@/lib/tenancy';
import { listPage } from '../../list-page';
import { ReportBoard } from './report-board';

export const generateMetadata = pageTitle('report');

export default listPage({
  capability: 'domain:read',
  filterOf: (query) => reportInput.parse({ days: query.get('days') ?? 30, domainId: query.get('domain') }),
  reads: (actor, filter) => ({
    report: readReport(actor, filter),
    breaks: filter.domainId ? readBreaks(actor, filter.domainId) : null,
    switches: listDomainSwitches(actor),
    domains: listDomains(actor),
  }),
  show: ({ domains, ...found }, { actor, filter }) => (
    <ReportBoard
      {...found}
      domainId={filter.domainId ?? null}
      domains={domains.map(({ id, name }) => ({ id, name }))}
      mayWrite={may(actor, 'mailbox:write')}
    />
  ),
});
