import { pageTitle } from '@/app/page-title';
import { listEvents } from '@/lib/trail';
import { listPage } from '../list-page';
import { readTrailFilter } from './filter';
import { TrailBoard } from './trail-board';

export const generateMetadata = pageTitle('trail');

export default listPage({
  filterOf: readTrailFilter,
  reads: (actor, filter) => ({ page: listEvents(actor, filter) }),
  show: ({ page }, { actor, filter }) => <TrailBoard start={{ ...page, filter }} owner={actor.role === 'owner'} />,
});
