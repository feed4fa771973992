import { z } from 'zod';
import { filledName } from '@/lib/addresses/shapes';

/** The answer of a passkey in the browser, in base64url (WebAuthn, 5.1.8.1). */
const encoded = z
  .string()
  .max(4096)
  .regex(/^[\w-]*$/);
const credential = { id: encoded.min(1).max(1400), rawId: encoded, type: z.literal('public-key') };

/** The answer to a sign-in, as JSON text. */
export const passkeyAnswer = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom' });
      return z.NEVER;
    }
  })
  .pipe(
    z.object({
      ...credential,
      response: z.object({
        clientDataJSON: encoded,
        authenticatorData: encoded,
        signature: encoded,
        userHandle: encoded.optional(),
      }),
      clientExtensionResults: z.object({}).default({}),
    }),
  );

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

export const passkeyInput = z.object({
  name: filledName.max(80, 'name-long'),
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: encoded,
      attestationObject: z
        .string()
        .max(20_000)
        .regex(/^[\w-]*$/),
      transports: z.array(z.enum(transports)).optional().catch(undefined),
    }),
    clientExtensionResults: z.object({}).default({}),
  }),
});
