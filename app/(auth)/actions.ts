'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import { askForPasskey } from '@/lib/factors';
import { publicAction } from '@/lib/http';
import { acceptInvitation, requestReset, resetPassword } from '@/lib/people';
import { acceptInput, forgotInput, resetInput } from '@/lib/people/shapes';

export const acceptInvitationAction = publicAction(acceptInput, (from, input) => acceptInvitation(input, from));
export const requestResetAction = publicAction(forgotInput, (from, { email }) => requestReset(email, from));
export const resetPasswordAction = publicAction(resetInput, (from, input) => resetPassword(input, from));
export const askForPasskeyAction = publicAction(z.null(), async () => askForPasskey((await headers()).get('origin')));
