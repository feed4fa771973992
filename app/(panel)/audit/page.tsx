import { getTranslations } from 'next-intl/server';
import { listAudit } from '@/lib/audit';
import { requireActor } from '@/lib/identity';
import { may } from '@/lib/tenancy';
import { queryOf, type SearchParams } from '../search-params';
import { AuditBoard } from './audit-board';
import { pageSize } from './page-size';

export async function generateMetadata() {
  return { title: (await getTranslations('audit'))('title') };
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const query = await queryOf(searchParams);
  const search = (query.get('q') ?? '').slice(0, 200);
  const others = query.get('others') === '1';
  const rows = await listAudit(actor, { search, others, take: pageSize });
  return (
    <AuditBoard
      key={`${others} ${search}`}
      search={search}
      others={others}
      start={rows}
      role={actor.role}
      mayVerify={may(actor, 'node:read')}
    />
  );
}
