import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { MailAttempt, Outcome } from '@/lib/guesses';

/** The attributes of Dovecot's configuration, and those that it adds. */
const bodyShape = z.object({
  login: z.string().default(''),
  remote: z.string().default(''),
  /** The peer of the connection, where a trusted host forwarded the address of its client. */
  real: z.string().default(''),
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

/** The host of the panel, whose webmail signs in with tokens that nobody can guess. */
const panelHosts = ['127.0.0.1'];
const protocols = ['imap', 'pop3', 'submission', 'sieve', 'smtp'];
const firstOther = 4096;
/** The longest address of RFC 5321. */
const maxName = 320;

/** An attempt, and how it ended if this is a report. Null if it is not counted. */
export interface PolicyRequest {
  attempt: MailAttempt;
  outcome: Outcome;
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
  return { attempt, outcome: outcomeOf(body) };
}

/**
 * Webmail, doveadm, and names that Dovecot refuses by their characters. Postfix reports its peer as `real`, and has no
 * webmail.
 */
function isExempt({ login, remote, real, protocol, cred }: Body): boolean {
  if (login === '' || real === '' || remote === '' || cred.startsWith('web')) return true;
  return protocol !== 'smtp' && panelHosts.includes(real);
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
