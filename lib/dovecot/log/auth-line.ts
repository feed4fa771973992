import { z } from 'zod';
import { clean } from './clean';
import { base, type Parsed, remoteIp } from './fields';

/** A failed sign-in with its reason. The auth process does not log the protocol. */
const refused = z.object({
  kind: z.literal('refused'),
  ...base,
  address: z.string(),
  remoteIp: z.string().optional(),
  sid: z.string().optional(),
  reason: z.enum(['wrong-password', 'unknown-user', 'blocked-network', 'too-many-attempts', 'other']),
});

export const authRecords = [refused] as const;

/**
 * Parses a line of the auth process: `dict(user,ip,<session>): Password mismatch`. The user is arbitrary text; the
 * rest is written by Dovecot.
 */
export function parseAuthLine(at: string, text: string): Parsed<z.infer<typeof refused>> | null {
  const said = text.replace(/^conn unix:auth-worker \(pid=\d+,uid=\d+\): auth-worker<\d+>: /, '');
  const attempt = /^[a-z0-9-]{1,20}\((.*),([0-9a-f.:]*)(?:,(?:master,)?<([^<>]{0,200})>)?\): (.*)$/s.exec(said);
  if (!attempt) return null;
  const [, user = '', ip, sid, words = ''] = attempt;
  const disallowed = /^Username character disallowed by auth_username_chars: 0x[0-9a-f]+ \(username: (.*)\)$/s.exec(
    words,
  );
  const reason = /^Password mismatch/i.test(words)
    ? 'wrong-password'
    : /^unknown user/i.test(words)
      ? 'unknown-user'
      : /^allow_nets check failed/.test(words)
        ? 'blocked-network'
        : /^Authentication failure due to policy server refusal/.test(words)
          ? 'too-many-attempts'
          : disallowed || /token|oauth2|invalid|not valid|expired/i.test(words)
            ? 'other'
            : null;
  if (!reason) return null;
  // The auth worker logs this only if the result was not cached. The auth process always logs it.
  if (reason === 'blocked-network' && said !== text) return null;
  // Requests of Postfix have no session id. Nor have those of doveadm and delivery, but these contain no password.
  if (!sid && reason !== 'wrong-password' && reason !== 'too-many-attempts') return null;
  const name = clean(disallowed?.[1] ?? user, 320);
  return { kind: 'refused', at, address: name, reason, ...remoteIp(ip), ...(sid ? { sid: clean(sid, 200) } : {}) };
}
