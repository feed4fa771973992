import { getTranslations } from 'next-intl/server';
import { readFilter } from '@/components/sessions/filter';
import { nodeStates, sessionCounts, sessionsPerMinute } from '@/lib/activity';
import { requireActor } from '@/lib/identity';
import { readDemoPace } from '@/lib/platform';
import { listSavedFilters, listSessions } from '@/lib/sessions';
import { may } from '@/lib/tenancy';
import { filterTenants } from '@/lib/tenants';
import { queryOf, type SearchParams } from '../search-params';
import { DemoStrip } from './demo-strip';
import { SessionBoard } from './session-board';

export async function generateMetadata() {
  return { title: (await getTranslations('sessions'))('title') };
}

export default async function SessionsPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const filter = readFilter(await queryOf(searchParams));
  const [page, counts, series, nodes, saved, tenants, pace] = await Promise.all([
    listSessions(actor, filter),
    sessionCounts(actor),
    sessionsPerMinute(actor, 60),
    nodeStates(actor),
    listSavedFilters(actor),
    filterTenants(actor),
    readDemoPace(),
  ]);
  return (
    <>
      {pace && <DemoStrip pace={pace} maySet={may(actor, 'platform:write')} />}
      <SessionBoard start={{ page, counts, series, nodes, saved, tenants, mayEnd: may(actor, 'session:end') }} />
    </>
  );
}
