'use server';

import { headers } from 'next/headers';
import { z } from 'zod';
import {
  addPasskey,
  confirmSecondFactor,
  removePasskey,
  removeSecondFactor,
  renewRecoveryCodes,
  startPasskey,
  startSecondFactor,
} from '@/lib/factors';
import { action } from '@/lib/http';
import { setDisplayName, setOwnPassword, withMainPasswordOff } from '@/lib/mailbox-settings';
import { displayNameInput } from '@/lib/mailbox-settings/shapes';
import { provePassword } from '@/lib/passwords';
import { changeMyPassword } from '@/lib/people';
import { setPlatform } from '@/lib/platform';
import { endMySignIn } from '@/lib/sign-ins';
import { factorCode, newPasskey, passkeyRemoval, passkeyStart, passwordChange, passwordProof } from './password-change';

export const endSignInAction = action(z.uuid(), (actor, id) => endMySignIn(actor, id));

/** An owner's own mailbox. Another mailbox is not found. */
export const setOwnNameAction = action(displayNameInput, (actor, input) => setDisplayName(actor, input));

export const changePasswordAction = action(passwordChange, async (actor, { present, password, keepAppPasswords }) => {
  if (!actor.mailboxId) return changeMyPassword(actor, present, password);
  await provePassword(actor, present);
  return setOwnPassword(actor, password, keepAppPasswords);
});

export const startSecondFactorAction = action(
  passwordProof,
  (actor, { present }) => startSecondFactor(actor, present),
  { settingUp: true },
);
export const confirmSecondFactorAction = action(
  factorCode,
  (actor, { code, mainPasswordOff }) =>
    mainPasswordOff && actor.mailboxId
      ? withMainPasswordOff(actor, (also) => confirmSecondFactor(actor, code, { also }))
      : confirmSecondFactor(actor, code),
  { settingUp: true },
);
const origin = async () => (await headers()).get('origin');
export const startPasskeyAction = action(
  passkeyStart,
  async (actor, { present }) => startPasskey(actor, present, await origin()),
  { settingUp: true },
);
export const addPasskeyAction = action(
  newPasskey,
  async (actor, { mainPasswordOff, ...input }) => {
    const from = await origin();
    return mainPasswordOff && actor.mailboxId
      ? withMainPasswordOff(actor, (also) => addPasskey(actor, input, from, also))
      : addPasskey(actor, input, from);
  },
  { settingUp: true },
);
export const removePasskeyAction = action(passkeyRemoval, (actor, { id, present }) =>
  removePasskey(actor, id, present),
);
const platformInput = z.object({ setting: z.enum(['staffSecondFactor', 'provenDomains']), enabled: z.boolean() });
export const setPlatformAction = action(platformInput, (actor, { setting, enabled }) =>
  setPlatform(actor, setting, enabled),
);
export const renewRecoveryCodesAction = action(passwordProof, (actor, { present }) =>
  renewRecoveryCodes(actor, present),
);
export const removeSecondFactorAction = action(passwordProof, (actor, { present }) =>
  removeSecondFactor(actor, present),
);
