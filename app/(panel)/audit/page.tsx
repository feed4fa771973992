import { pageTitle } from '@/app/page-title';
import { may } from '@/lib/tenancy';
import { listPage } from '../list-page';
import { AuditBoard } from './audit-board';
import { auditPage } from './audit-page';
import { readAuditFilter } from './filter';

export const generateMetadata = pageTitle('audit');

export default listPage({
  filterOf: readAuditFilter,
  reads: (actor, filter) => ({ start: auditPage(actor, filter) }),
  show: ({ start }, { actor, filter }) => (
    <AuditBoard
      key={`${filter.others} ${filter.search}`}
      filter={filter}
      start={start}
      role={actor.role}
      mayVerify={may(actor, 'node:read')}
    />
  ),
});
