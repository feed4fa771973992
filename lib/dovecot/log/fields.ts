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

/** What a line says. */
export interface Reading<R> {
  /** Null if the line has nothing that is needed, or cannot be read. */
  record: Parsed<R> | null;
  /** Whether a line of this kind should say something, and does not, or only in part. */
  unread: boolean;
}
export const read = <R>(record: Parsed<R>, unread = false): Reading<R> => ({ record, unread });
export const notNeeded: Reading<never> = { record: null, unread: false };
export const notRead: Reading<never> = { record: null, unread: true };

export function serviceOf(name: string | undefined): MailService {
  return name === 'managesieve' ? 'sieve' : (name as MailService);
}

/** The address of the client, if the line has one. One socket for both kinds of addresses has IPv4 as ::ffff:192.0.2.1. */
export function remoteIp(text: string | undefined): { remoteIp?: string } {
  if (!text) return {};
  const mapped = /^::ffff:((?:\d{1,3}\.){3}\d{1,3})$/i.exec(text)?.[1];
  const address = mapped && isIP(mapped) ? mapped : text;
  return isIP(address) ? { remoteIp: address } : {};
}

/**
 * Parses `name=K9 Mail, version=6.8, os=Android`. The values are sent by the client and may contain the separators. The
 * case of the keys has no meaning, and Dovecot writes the value NIL as text (RFC 2971).
 */
export function clientOf(text: string): { name?: string; version?: string } {
  const parts = text.split(/, (?=[a-z][a-z0-9-]{0,30}=)/i);
  const value = (key: string) => {
    const part = parts.find((one) => one.toLowerCase().startsWith(`${key}=`));
    const known = part ? clean(part.slice(key.length + 1), 100).trim() : '';
    return known && known !== 'NIL' ? { [key]: known } : {};
  };
  return { ...value('name'), ...value('version') };
}
