import 'server-only';

import type { Job } from '@/lib/jobs';
import { sendInvitationJob, sendResetJob } from './send-links';

export { acceptInvitation, readInvitation } from './accept-invitation';
export { changeMyPassword, setMyLocale } from './change-my-account';
export { changeRole, removePerson, removePersonsFactors, resumePerson, suspendPerson } from './change-person';
export { createCustomer } from './create-customer';
export { invite, listInvitations, placesToInvite, revokeInvitation } from './invite';
export { listPeople } from './list-people';
export { readReset, requestReset, resetPassword } from './reset-password';

export const peopleJobs: Job[] = [sendInvitationJob, sendResetJob];
