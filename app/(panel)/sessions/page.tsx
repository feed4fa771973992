import { pageTitle } from '@/app/page-title';
import { readFilter } from '@/components/sessions/filter';
import { nodeStates, sessionCounts, sessionsPerMinute } from '@/lib/activity';
import { readDemoPace } from '@/lib/platform';
import { listSavedFilters, listSessions } from '@/lib/sessions';
import { may } from '@/lib/tenancy';
import { filterTenants } from '@/lib/tenants';
import { listPage } from '../list-page';
import { DemoStrip } from './demo-strip';
import { SessionBoard } from './session-board';

export const generateMetadata = pageTitle('sessions');

export default listPage({
  filterOf: readFilter,
  reads: (actor, filter) => ({
    page: listSessions(actor, filter),
    counts: sessionCounts(actor),
    series: sessionsPerMinute(actor, 60),
    nodes: nodeStates(actor),
    saved: listSavedFilters(actor),
    tenants: filterTenants(actor),
    pace: readDemoPace(),
  }),
  show: ({ pace, ...start }, { actor }) => (
    <>
      {pace && <DemoStrip pace={pace} maySet={may(actor, 'platform:write')} />}
      <SessionBoard start={{ ...start, mayEnd: may(actor, 'session:end') }} />
    </>
  ),
});
