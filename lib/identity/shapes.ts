import { z } from 'zod';

/** A control character cannot be typed into a mail program, and a line's end would end the command that carries it. */
export const password = z
  .string()
  .min(10, 'password-short')
  .max(256, 'password-long')
  .refine((text) => !/\p{Cc}/u.test(text), 'password-signs');

/** Whom one views the panel as: a role of a person, or a mailbox's owner. */
const viewTarget = z.object({ kind: z.enum(['person', 'mailbox']), id: z.uuid() });
export type ViewTarget = z.infer<typeof viewTarget>;

export const viewMinutes = [15, 30, 60] as const;

export const viewInput = z.object({
  target: viewTarget,
  reason: z.string().trim().min(5, 'reason-missing').max(300, 'reason-long'),
  minutes: z.literal(viewMinutes),
});

/** What a browser sends of its passkey, base64url throughout (WebAuthn, 5.1.8.1). */
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
  name: z.string().trim().min(1, 'name-missing').max(80, 'name-long'),
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
