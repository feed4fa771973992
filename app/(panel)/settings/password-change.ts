import { z } from 'zod';
import { passkeyInput } from '@/lib/factors/shapes';
import { passwordInput } from '@/lib/mailbox-settings/shapes';

const currentPassword = z.string().min(1, 'present-missing').max(1024);

/** The current and the new password of the person. The rules are those of a mailbox's password. */
export const passwordChange = z.object({
  currentPassword,
  password: passwordInput.shape.password,
  keepAppPasswords: passwordInput.shape.keepAppPasswords,
});

/** The current password, where an open session must not be enough. */
export const passwordProof = z.object({ currentPassword });
/** The name of the passkey is checked before the browser asks for the fingerprint. */
export const passkeyStart = z.object({ currentPassword, name: passkeyInput.shape.name });
export const passkeyRemoval = z.object({ currentPassword, id: z.uuid() });
/** Whether mail programs stop to take the main password, for an owner. */
const mainPasswordOff = z.boolean().default(false);
export const factorCode = z.object({ code: z.string().trim().min(1, 'code-missing').max(64), mainPasswordOff });
export const newPasskey = passkeyInput.extend({ mainPasswordOff });
