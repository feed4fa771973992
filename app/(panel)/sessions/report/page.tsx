import { pageTitle } from '@/app/page-title';
import { countReport, pageReport, readBreaks, readReport } from '@/lib/devices';
import { listDomains } from '@/lib/domains';
import { listDomainSwitches } from '@/lib/mailbox-settings';
import { may } from '@/lib/tenancy';
import { listPage } from '../../list-page';
import { readReportFilter } from './filter';
import { ReportBoard } from './report-board';

export const generateMetadata = pageTitle('report');

export default listPage({
  capability: 'domain:read',
  filterOf: readReportFilter,
  reads: (actor, filter) => ({
    report: readReport(actor, filter),
    page: pageReport(actor, filter),
    count: countReport(actor, filter),
    breaks: filter.domainId ? readBreaks(actor, filter.domainId) : null,
    switches: listDomainSwitches(actor),
    domains: listDomains(actor),
  }),
  show: ({ domains, page, count, ...found }, { actor, filter }) => (
    <ReportBoard
      {...found}
      start={{ page, count, filter }}
      domains={domains.map(({ id, name }) => ({ id, name }))}
      mayWrite={may(actor, 'mailbox:write')}
    />
  ),
});
