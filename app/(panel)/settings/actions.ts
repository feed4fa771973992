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
import { knowBrowser } from '@/lib/identity';
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

export const changePasswordAction = action(
  passwordChange,
  async (actor, { currentPassword, password, keepAppPasswords }) => {
    if (!actor.mailboxId) await changeMyPassword(actor, currentPassword, password);
    else {
      await provePassword(actor, currentPassword);
      await setOwnPassword(actor, password, keepAppPasswords);
    }
    // The new password ended what made browsers known, and this is the one that its owner is in.
    await knowBrowser(actor);
  },
);

export const startSecondFactorAction = action(
  passwordProof,
  (actor, { currentPassword }) => startSecondFactor(actor, currentPassword),
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
  async (actor, { currentPassword }) => startPasskey(actor, currentPassword, await origin()),
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
export const removePasskeyAction = action(passkeyRemoval, (actor, { id, currentPassword }) =>
  removePasskey(actor, id, currentPassword),
);
const platformInput = z.object({ setting: z.enum(['staffSecondFactor', 'provenDomains']), enabled: z.boolean() });
export const setPlatformAction = action(platformInput, (actor, { setting, enabled }) =>
  setPlatform(actor, setting, enabled),
);
export const renewRecoveryCodesAction = action(passwordProof, (actor, { currentPassword }) =>
  renewRecoveryCodes(actor, currentPassword),
);
export const removeSecondFactorAction = action(passwordProof, (actor, { currentPassword }) =>
  removeSecondFactor(actor, currentPassword),
);
