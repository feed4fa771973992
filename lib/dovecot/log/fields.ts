import { isIP } from 'node:net';
import { z } from 'zod';
import { clientServices } from '@/lib/protocols/values';
import { clean } from './clean';

// The fields that all records have. Texts are cleaned and truncated by the parser, and still untrusted. The names are
// those of the columns.

export const service = z.enum([...clientServices, 'lmtp', 'doveadm']);
export type MailService = z.infer<typeof service>;

/** `offset` is the first byte of the line in its file; `at` is Dovecot's instant with microseconds. */
export const base = { offset: z.number().int().min(0), at: z.string() };

/** The user and session of a line of a mail process. */
export const processOf = {
  service,
  address: z.string(),
  pid: z.number().int(),
  sid: z.string(),
  remoteIp: z.string().optional(),
  credential: z.string().optional(),
};

/** A client sent its name, before or after its login. */
export const clientId = z.object({
  kind: z.literal('id'),
  ...base,
  sid: z.string(),
  name: z.string().optional(),
  version: z.string().optional(),
});
export type ClientId = z.infer<typeof clientId>;

/** A record before the tailer adds the position of its line. */
export type Parsed<R> = R extends unknown ? Omit<R, 'offset'> : never;

export function serviceOf(name: string | undefined): MailService {
  return name === 'managesieve' ? 'sieve' : (name as MailService);
}

/** The address of the client, if the line has one. */
export function remoteIp(text: string | undefined): { remoteIp?: string } {
  return text && isIP(text) ? { remoteIp: text } : {};
}

/** Parses `name=K9 Mail, version=6.8, os=Android`. The values are sent by the client and may contain the separators. */
export function clientOf(text: string): { name?: string; version?: string } {
  const parts = text.split(/, (?=[a-z][a-z0-9-]{0,30}=)/);
  const value = (key: string) => {
    const part = parts.find((one) => one.startsWith(`${key}=`));
    const known = part ? clean(part.slice(key.length + 1), 100).trim() : '';
    return known ? { [key]: known } : {};
  };
  return { ...value('name'), ...value('version') };
}
