import { getTranslations } from 'next-intl/server';
import { readBreaks, readReport } from '@/lib/devices';
import { reportInput } from '@/lib/devices/shapes';
import { listDomains } from '@/lib/domains';
import { requireActor } from '@/lib/identity';
import { listDomainSwitches } from '@/lib/mailboxes';
import { may } from '@/lib/tenancy';
import { queryOf, type SearchParams } from '../../search-params';
import { ReportBoard } from './report-board';

export async function generateMetadata() {
  return { title: (await getTranslations('report'))('title') };
}

export default async function ReportPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('domain:read');
  const params = await queryOf(searchParams);
  const query = reportInput.parse({ days: params.get('days') ?? 30, domainId: params.get('domain') });
  const [report, breaks, switches, domains] = await Promise.all([
    readReport(actor, query),
    query.domainId ? readBreaks(actor, query.domainId) : null,
    listDomainSwitches(actor),
    listDomains(actor),
  ]);
  return (
    <ReportBoard
      report={report}
      breaks={breaks}
      switches={switches}
      domainId={query.domainId ?? null}
      domains={domains.map(({ id, name }) => ({ id, name }))}
      mayWrite={may(actor, 'mailbox:write')}
    />
  );
}
