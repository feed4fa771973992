import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { MailAttempt, Outcome } from '@/lib/guesses';
import type { Peer } from './sockets';

/** The attributes of Dovecot's configuration, and those that it adds. */
const bodyShape = z.object({
  login: z.string().default(''),
  remote: z.string().default(''),
  /** The peer of the connection, where a trusted host forwarded the address of its client. */
  real: z.string().default(''),
  real_port: z.string().default(''),
  /** The address and port that the peer has connected to. */
  server: z.string().default(''),
  server_port: z.string().default(''),
  protocol: z.string().default(''),
  pwhash: z.string().default(''),
  device_id: z.string().default(''),
  /** The credential that matched: main, ap<id>, web<id>. */
  cred: z.string().default(''),
  success: z.boolean().default(false),
  policy_reject: z.boolean().default(false),
  /** Only Dovecot 2.4. */
  fail_type: z.string().default(''),
});
type Body = z.infer<typeof bodyShape>;

/** The host of the panel. Dovecot lets it name the address of its client. */
const panelHosts = ['127.0.0.1'];
const protocols = ['imap', 'pop3', 'submission', 'sieve', 'smtp'];
const firstOther = 4096;
/** The longest address of RFC 5321. */
const maxName = 320;

/** An attempt, and how it ended if this is a report. Null if it is not counted. */
export interface PolicyRequest {
  attempt: MailAttempt;
  outcome: Outcome;
  /**
   * The connection of a program on this host, which may name another address for its client. Only those of our own
   * accounts are believed.
   */
  local: Peer | null;
}

/** Reads the body of a question or a report. Throws for anything that Dovecot does not send. */
export function readRequest(text: string): PolicyRequest | null {
  const body = bodyShape.parse(JSON.parse(text));
  if (isExempt(body)) return null;
  const { login, remote, protocol, pwhash, device_id: device } = body;
  const attempt = {
    name: login.replaceAll('\0', '').toLowerCase().slice(0, maxName),
    ip: remote,
    // Without a hash, each attempt is a different guess.
    pwhash: /^[0-9a-f]{1,8}$/i.test(pwhash)
      ? Number.parseInt(pwhash, 16) % firstOther
      : firstOther + randomInt(2 ** 30),
    protocol: protocols.includes(protocol) ? protocol : 'other',
    client: clientName(device),
  };
  return { attempt, outcome: outcomeOf(body), local: localPeer(body) };
}

/** Webmail, doveadm, and names that Dovecot refuses by their characters. */
function isExempt({ login, remote, real, cred }: Body): boolean {
  return login === '' || real === '' || remote === '' || cred.startsWith('web');
}

/** Postfix reports its peer as `real`, and has no webmail. */
function localPeer({ real, real_port, server, server_port, protocol }: Body): Peer | null {
  if (protocol === 'smtp' || !panelHosts.includes(real)) return null;
  return { address: real, port: Number(real_port), serverAddress: server, serverPort: Number(server_port) };
}

function outcomeOf({ success, policy_reject: refused, fail_type: why, cred }: Body): Outcome {
  if (refused) return { kind: 'refused' };
  if (success) return { kind: 'right', credential: cred };
  // The mail server could not look: the password may have been right.
  return { kind: why === 'internal' ? 'unknown' : 'wrong' };
}

/** The name in IMAP's ID, which the client chooses: `"name" "iPhone Mail" "os" "iOS"`. */
function clientName(id: string): string {
  const [, name = ''] = /"name" "((?:[^"\\]|\\.)*)"/i.exec(id) ?? [];
  return name.replaceAll('\0', '').slice(0, 100);
}
