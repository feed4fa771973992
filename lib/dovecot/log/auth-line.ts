import { z } from 'zod';
import { clean } from './clean';
import { base, notNeeded, notRead, type Reading, read, remoteIp } from './fields';

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

/** The auth process answers with these words. The first pattern that matches decides. */
const reasons: readonly (readonly [RegExp, z.infer<typeof refused>['reason']])[] = [
  [/^Password mismatch/i, 'wrong-password'],
  [/^unknown user/i, 'unknown-user'],
  [/^allow_nets check failed/, 'blocked-network'],
  [/^Authentication failure due to policy server refusal/, 'too-many-attempts'],
  [/^Username character disallowed by auth_username_chars/, 'other'],
  [/token|oauth2|invalid|not valid|expired|empty (?:password|username)/i, 'other'],
];

const attemptForm = /^[a-z0-9-]{1,20}\((.*),([0-9a-f.:]*)(?:,(?:master,)?<([^<>]{0,200})>)?\): (.*)$/s;
/** The one line with text of the client at its end: a name that cannot be a mailbox. Its user is a question mark. */
const disallowed =
  /^[a-z0-9-]{1,20}\((\?),([0-9a-f.:]*)(?:,<([^<>]{0,200})>)?\): (Username character disallowed by auth_username_chars: 0x[0-9a-f]+ \(username: .*\))$/s;

/**
 * Reads a line of the auth process: `dict(user,ip,<session>): Password mismatch`. The user is arbitrary text; the
 * rest is written by Dovecot.
 */
export function readAuthLine(at: string, text: string): Reading<z.infer<typeof refused>> {
  const said = text.replace(/^conn unix:auth-worker \(pid=\d+,uid=\d+\): auth-worker<\d+>: /, '');
  const attempt = disallowed.exec(said) ?? attemptForm.exec(said);
  if (!attempt) return notNeeded;
  const [, user = '', ip, sid, words = ''] = attempt;
  // The refusal has its own line.
  if (words.startsWith('Policy check action is ')) return notNeeded;
  const reason = reasons.find(([pattern]) => pattern.test(words))?.[1];
  if (!reason) return notRead;
  // The auth worker logs this only if the result was not cached. The auth process always logs it.
  if (reason === 'blocked-network' && said !== text) return notNeeded;
  // Requests of Postfix have no session id. Nor have those of doveadm and delivery, but these contain no password.
  if (!sid && reason !== 'wrong-password' && reason !== 'too-many-attempts') return notNeeded;
  const typed = / 0x[0-9a-f]+ \(username: (.*)\)$/s.exec(reason === 'other' ? words : '')?.[1];
  const address = clean(typed ?? user, 320);
  return read({ kind: 'refused', at, address, reason, ...remoteIp(ip), ...(sid ? { sid: clean(sid, 200) } : {}) });
}
