import { z } from 'zod';

/** What a mailbox can be reached by. */
export const mailProtocols = ['imap', 'pop3', 'webmail', 'submission', 'sieve'] as const;
export type MailProtocol = (typeof mailProtocols)[number];

/** Which of them are on. */
export const protocolsShape = z.object({
  imap: z.boolean(),
  pop3: z.boolean(),
  webmail: z.boolean(),
  submission: z.boolean(),
  sieve: z.boolean(),
});
export type Protocols = z.infer<typeof protocolsShape>;
