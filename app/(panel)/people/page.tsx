import { pageTitle } from '@/app/page-title';
import { requireActor } from '@/lib/identity';
import { listInvitations, listPeople, placesToInvite } from '@/lib/people';
import { may } from '@/lib/tenancy';
import { PeopleBoard } from './people-board';

export const generateMetadata = pageTitle('people');

export default async function PeoplePage() {
  const actor = await requireActor('people:read');
  const mayWrite = may(actor, 'people:write');
  const [people, invitations, places] = await Promise.all([
    listPeople(actor),
    listInvitations(actor),
    mayWrite ? placesToInvite(actor) : [],
  ]);
  return <PeopleBoard people={people} invitations={invitations} places={places} mayWrite={mayWrite} />;
}
