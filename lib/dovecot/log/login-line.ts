import { z } from 'zod';
import { clean } from './clean';
import {
  base,
  type ClientId,
  clientOf,
  type MailService,
  notNeeded,
  notRead,
  type Reading,
  read,
  remoteIp,
  service,
} from './fields';
import { handshake, handshakeReason } from './handshake';

/** A login. The fields have the names of the columns of the session. */
const login = z.object({
  kind: z.literal('login'),
  ...base,
  service,
  sid: z.string(),
  address: z.string(),
  remoteIp: z.string().optional(),
  remotePort: z.number().int().optional(),
  transport: z.enum(['tls', 'secured', 'clear']),
  tlsProtocol: z.string().optional(),
  tlsCipher: z.string().optional(),
  mechanism: z.string().optional(),
  credential: z.string().optional(),
  pid: z.number().int().optional(),
});

/** A connection that was closed after failed sign-ins. */
const rejected = z.object({
  kind: z.literal('rejected'),
  ...base,
  service,
  address: z.string(),
  remoteIp: z.string().optional(),
  sid: z.string(),
  credential: z.string().optional(),
  /** not-allowed: the password was correct, but the mailbox may not sign in. */
  reason: z.enum(['failed', 'not-allowed', 'too-many-connections', 'server-unavailable', 'other']),
});

export const loginRecords = [login, rejected, handshake] as const;
type LoginRecord = z.infer<(typeof loginRecords)[number]> | ClientId;

/** The fields of login_log_format_elements, at the end of every line of a login process. */
const tail =
  /^(?:, method=([A-Za-z0-9-]{0,32}))?, rip=([0-9a-f.:]*)(?:, rport=(\d{1,5}))?(?:, lip=([0-9a-f.:]*))?(?:, mpid=(\d{1,8}))?(?:, (TLS|secured|TLS(?::| handshaking)[^<>]*))?(?:, tls=<([^<>]*)>)?, session=<([^<>]{0,200})>(?:, cred=<([^<>]{0,64})>)?$/;

interface Tail {
  mechanism?: string;
  remoteIp?: string;
  remotePort?: number;
  pid?: number;
  transport: 'tls' | 'secured' | 'clear';
  tlsProtocol?: string;
  tlsCipher?: string;
  sid: string;
  credential?: string;
}

/**
 * Splits `user=<…>` and the fields after it. The user is arbitrary text and may look like these fields. Dovecot's
 * fields are the last ones, so the closing bracket is searched from the end.
 */
function splitUser(text: string): { user: string; tail: Tail; tls: string } | null {
  if (!text.startsWith('user=<')) return null;
  for (let close = text.lastIndexOf('>, '); close >= 6; close = text.lastIndexOf('>, ', close - 1)) {
    const match = tail.exec(text.slice(close + 1));
    // A match may be a part of the fields. Only the one that begins with the address is complete.
    if (match) return { user: clean(text.slice(6, close), 320), tail: readTail(match), tls: match[6] ?? '' };
  }
  return null;
}

function readTail([, method, ip, port, , pid, secured, tls, sid, cred]: RegExpExecArray): Tail {
  const known = /^(\S{1,20}) with cipher (\S{1,80})/.exec(tls ?? '');
  return {
    ...(method ? { mechanism: method } : {}),
    ...remoteIp(ip),
    ...(port ? { remotePort: Number(port) } : {}),
    ...(pid ? { pid: Number(pid) } : {}),
    transport: secured?.startsWith('TLS') || known ? 'tls' : secured === 'secured' ? 'secured' : 'clear',
    ...(known ? { tlsProtocol: known[1] ?? '', tlsCipher: known[2] ?? '' } : {}),
    sid: clean(sid ?? '', 200),
    ...(cred ? { credential: cred } : {}),
  };
}

/** Reads a line of a login process. */
export function readLoginLine(at: string, service: MailService, text: string): Reading<LoginRecord> {
  if (text.startsWith('Login: ')) {
    const found = splitUser(text.slice(7));
    return found?.tail.sid ? read({ kind: 'login', at, service, address: found.user, ...found.tail }) : notRead;
  }
  if (text.startsWith('ID sent: ')) {
    // Before the login, the user is empty. Text sent by the client ends before the last match.
    const mark = text.lastIndexOf(': user=<>, ');
    const found = mark < 0 ? null : splitUser(text.slice(mark + 2));
    return found?.tail.sid ? read({ kind: 'id', at, sid: found.tail.sid, ...clientOf(text.slice(9, mark)) }) : notRead;
  }
  return readEnd(at, service, text);
}

const end = /^([A-Z][^<>]*?)(?: \(([^()<>]*)\))?: (?=user=<)/;

/** A connection that ended in the login process: nobody signed in. */
function readEnd(at: string, service: MailService, text: string): Reading<LoginRecord> {
  const ended = end.exec(text);
  // Only lines about a connection have a user.
  if (!ended) return text.includes('user=<') ? notRead : notNeeded;
  const found = splitUser(text.slice(ended[0].length));
  if (!found?.tail.sid) return notRead;
  const [, said = '', counted = ''] = ended;
  const { user, tls } = found;
  const { remoteIp: ip, sid, credential } = found.tail;
  const refused = user === '' ? handshakeReason(tls) : null;
  if (refused && ip) return read({ kind: 'handshake', at, service, remoteIp: ip, reason: refused });
  if (/^no auth attempts/.test(counted)) return notNeeded;
  const reason = reasonOf(said, counted);
  if (reason === 'other' && user === '') return notNeeded;
  return read({
    kind: 'rejected',
    at,
    service,
    address: user,
    sid,
    reason,
    ...remoteIp(ip),
    ...(credential ? { credential } : {}),
  });
}

function reasonOf(said: string, counted: string): z.infer<typeof rejected>['reason'] {
  if (/Maximum number of connections/i.test(`${said} ${counted}`)) return 'too-many-connections';
  if (/\d+ successful auths/.test(counted)) return 'not-allowed';
  // The passwords could not be looked up.
  if (/internal failure|temporary/i.test(`${said} ${counted}`)) return 'server-unavailable';
  if (/^auth failed/.test(counted)) return 'failed';
  return 'other';
}
