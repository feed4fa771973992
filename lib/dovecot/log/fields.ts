import { isIP } from 'node:net';
import { z } from 'zod';
import { clientServices } from '@/lib/protocols/values';
import { clean } from './clean';

// What the records of all lines share. Texts are cleaned and cut by the parser; nothing in them is trusted further. Names
// are those of the tables that the records end in.

export const service = z.enum([...clientServices, 'lmtp', 'doveadm']);
export type MailService = z.infer<typeof service>;

/** `offset` is the line's first byte in its file; `at` is Dovecot's instant with microseconds. */
export const base = { offset: z.number().int().min(0), at: z.string() };

/** Who a line of a mail process is about. */
export const processOf = {
  service,
  address: z.string(),
  pid: z.number().int(),
  sid: z.string(),
  remoteIp: z.string().optional(),
  credential: z.string().optional(),
};

/** A client named itself, before or after its login. */
export const clientId = z.object({
  kind: z.literal('id'),
  ...base,
  sid: z.string(),
  name: z.string().optional(),
  version: z.string().optional(),
});
export type ClientId = z.infer<typeof clientId>;

/** A record before the tailer adds where its line begins. */
export type Parsed<R> = R extends unknown ? Omit<R, 'offset'> : never;

export function serviceOf(name: string | undefined): MailService {
  return name === 'managesieve' ? 'sieve' : (name as MailService);
}

/** The client's address, if the line has one. */
export function remoteIp(text: string | undefined): { remoteIp?: string } {
  return text && isIP(text) ? { remoteIp: text } : {};
}

/** `name=K9 Mail, version=6.8, os=Android`: values are the client's own and may contain the separators. */
export function clientOf(text: string): { name?: string; version?: string } {
  const parts = text.split(/, (?=[a-z][a-z0-9-]{0,30}=)/);
  const value = (key: string) => {
    const part = parts.find((one) => one.startsWith(`${key}=`));
    const known = part ? clean(part.slice(key.length + 1), 100).trim() : '';
    return known ? { [key]: known } : {};
  };
  return { ...value('name'), ...value('version') };
}
