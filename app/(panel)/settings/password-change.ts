import { z } from 'zod';
import { passkeyInput } from '@/lib/factors/shapes';
import { passwordInput } from '@/lib/mailbox-settings/shapes';

const present = z.string().min(1, 'present-missing').max(1024);

/** One's own new password, and the present one as proof. The same rule as for a mailbox's password. */
export const passwordChange = z.object({
  present,
  password: passwordInput.shape.password,
});

/** One's present password, where a browser that was left open must not be enough. */
export const passwordProof = z.object({ present });
/** What the passkey is to be called is looked at before the browser asks for a finger. */
export const passkeyStart = z.object({ present, name: passkeyInput.shape.name });
export const passkeyRemoval = z.object({ present, id: z.uuid() });
export const factorCode = z.object({ code: z.string().trim().min(1, 'code-missing').max(64) });
