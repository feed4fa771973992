'use server';

import { getLocale } from 'next-intl/server';
import { action } from '@/lib/http';
import {
  changeRole,
  invite,
  removePerson,
  removePersonsFactors,
  resumePerson,
  revokeInvitation,
  suspendPerson,
} from '@/lib/people';
import { invitationInput, invitationRef, membershipRef, roleInput } from '@/lib/people/shapes';

export const inviteAction = action(invitationInput, async (actor, input) => invite(actor, input, await getLocale()));
export const revokeInvitationAction = action(invitationRef, (actor, { invitationId }) =>
  revokeInvitation(actor, invitationId),
);
export const changeRoleAction = action(roleInput, (actor, { membershipId, role }) =>
  changeRole(actor, membershipId, role),
);
export const suspendPersonAction = action(membershipRef, (actor, { membershipId }) =>
  suspendPerson(actor, membershipId),
);
export const resumePersonAction = action(membershipRef, (actor, { membershipId }) => resumePerson(actor, membershipId));
export const removePersonAction = action(membershipRef, (actor, { membershipId }) => removePerson(actor, membershipId));
export const removePersonsFactorsAction = action(membershipRef, (actor, { membershipId }) =>
  removePersonsFactors(actor, membershipId),
);
