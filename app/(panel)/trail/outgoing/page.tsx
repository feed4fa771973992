import { pageTitle } from '@/app/page-title';
import { listSent } from '@/lib/trail';
import { listPage } from '../../list-page';
import { readOutgoingFilter } from './filter';
import { OutgoingBoard } from './outgoing-board';

export const generateMetadata = pageTitle('trail', 'outgoing.title');

export default listPage({
  filterOf: readOutgoingFilter,
  reads: (actor, filter) => ({ page: listSent(actor, filter) }),
  show: ({ page }, { actor, filter }) => <OutgoingBoard start={{ ...page, filter }} owner={actor.role === 'owner'} />,
});
