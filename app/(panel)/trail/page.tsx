import { getTranslations } from 'next-intl/server';
import { requireActor } from '@/lib/identity';
import { listEvents } from '@/lib/trail';
import { queryOf, type SearchParams } from '../search-params';
import { readTrailFilter } from './filter';
import { TrailBoard } from './trail-board';

export async function generateMetadata() {
  return { title: (await getTranslations('trail'))('title') };
}

export default async function TrailPage({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor();
  const filter = readTrailFilter(await queryOf(searchParams));
  const page = await listEvents(actor, filter);
  return <TrailBoard start={page} owner={actor.role === 'owner'} />;
}
