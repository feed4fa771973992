import { requireActor } from '@/lib/identity';
import { listRunItems, listRuns, readPolicy, readRun } from '@/lib/retention';
import { may } from '@/lib/tenancy';
import { recordOf } from '../../record-of';
import { queryOf, type SearchParams } from '../../search-params';
import { PolicyDetail } from './policy-detail';

interface Props {
  params: Promise<{ policyId: string }>;
  searchParams: SearchParams;
}

const policyOf = recordOf('retention:read', readPolicy);

export async function generateMetadata({ params }: Props) {
  return { title: (await policyOf((await params).policyId)).name };
}

export default async function PolicyPage({ params, searchParams }: Props) {
  const policy = await policyOf((await params).policyId);
  const actor = await requireActor();
  const runs = await listRuns(actor, policy.id);
  const wanted = (await queryOf(searchParams)).get('run');
  const shown = runs.find(({ id }) => id === wanted) ?? runs[0];
  const run = shown ? await readRun(actor, shown.id) : null;
  const items = run ? await listRunItems(actor, run.id, { take: 10_000 }) : [];
  return (
    <PolicyDetail
      key={run?.id}
      policy={policy}
      runs={runs}
      start={run}
      startItems={items}
      mayWrite={may(actor, 'retention:write')}
    />
  );
}
