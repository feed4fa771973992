import { clean, queueId } from '@/lib/dovecot';
import type { PostfixFact, PostfixRecord } from './shapes';

/** What a line says, before its position is known. `tls` is of a connection, and belongs to the attempts after it. */
export type Line =
  | { kind: 'fact'; record: Omit<PostfixRecord, 'offset'>; pid: number }
  | { kind: 'tls'; relay: string; tls: string; pid: number }
  | { kind: 'not-needed' }
  | { kind: 'unread' };

const notNeeded: Line = { kind: 'not-needed' };
const unread: Line = { kind: 'unread' };

/** `Nov 28 21:28:11 host postfix/relay/smtpd[26792]: `, of postlogd(8). Nothing in it is a stranger's. */
const head =
  /^([A-Z][a-z]{2}) ([ \d]\d) (\d\d:\d\d:\d\d) [^\s:]+ (postfix[a-z0-9-]*(?:\/[a-z]+)*)\/([a-z]+)\[(\d{1,10})\]: (.*)$/s;

/**
 * An address as info_log_addr_form = quoted writes it: what could be mistaken for more of the line is inside the quotes of
 * its local part. Postfix refuses such characters in a domain.
 */
const address = String.raw`<((?:"(?:[^"\\]|\\.)*"|[^"<>,\s])*)>`;
const number = String.raw`\d{1,10}(?:\.\d{1,6})?`;
const account = /^client=[^\s,]+, sasl_method=[A-Za-z0-9-]{1,30}, sasl_username=([^\s,]{1,400})(?:, sasl_sender=.*)?$/s;
const bareClient = /^client=[^\s,]+$/;
const active = new RegExp(String.raw`^from=${address}, size=(\d{1,15}), nrcpt=(\d{1,7}) \(queue active\)$`, 's');
const returned = new RegExp(`^from=${address}, status=(force-)?expired, returned to sender$`, 's');
const attempt = new RegExp(
  String.raw`^to=${address}(?:, orig_to=${address})?, relay=([^\s,]{1,400})(?:, conn_use=\d{1,7})?, delay=${number}, delays=${number}(?:/${number}){3}, dsn=([245]\.\d{1,3}\.\d{1,3}), status=(sent|deferred|bounced) \((.*)\)$`,
  's',
);
const tls =
  /^(?:Anonymous|Untrusted|Trusted|Verified) TLS connection established to ([^\s,]{1,400}): (TLSv[\d.]{1,5}|SSLv3) with cipher /;
const deliverers = new Set(['smtp', 'lmtp', 'error', 'virtual', 'local', 'pipe', 'discard']);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const doorOf = { submission: 'submission', relay: 'relay', sieve: 'sieve' } as const;
/** A longer Message-ID would not fit into an index of the database. */
const maxMessageId = 320;
const maxWords = 600;

/** Reads a line of Postfix's log. `now` tells the year, which the line does not have. */
export function readPostfixLine(text: string, now: Date): Line {
  const match = head.exec(text);
  if (!match) return notNeeded;
  const [, month = '', day = '', time = '', tag = '', program = '', pid = '', rest = ''] = match;
  if (program === 'smtp' || program === 'lmtp') {
    const found = tls.exec(rest);
    if (found) return { kind: 'tls', relay: found[1] ?? '', tls: found[2] ?? '', pid: Number(pid) };
  }
  const colon = rest.indexOf(': ');
  const id = queueId.safeParse(rest.slice(0, Math.max(colon, 0)));
  if (!id.success) return notNeeded;
  const fact = factOf(tag, program, rest.slice(colon + 2));
  if (fact === 'not-needed') return notNeeded;
  const at = instant(month, Number(day), time, now);
  if (!fact || !at) return unread;
  return { kind: 'fact', record: { kind: 'postfix', at, queueId: id.data, fact }, pid: Number(pid) };
}

/** Null for a line of a known kind that cannot be read. */
function factOf(tag: string, program: string, said: string): PostfixFact | null | 'not-needed' {
  if (program === 'smtpd') return said.startsWith('client=') ? accepted(tag, said) : 'not-needed';
  if (program === 'cleanup') {
    if (!said.startsWith('message-id=')) return 'not-needed';
    return { is: 'message-id', messageId: clean(said.slice('message-id='.length), maxMessageId).trim() };
  }
  if (program === 'qmgr') return inQueue(said);
  if (program === 'postsuper') return said === 'removed' ? { is: 'gone', deleted: true } : 'not-needed';
  return deliverers.has(program) && said.startsWith('to=<') ? attempted(said) : 'not-needed';
}

/** An account may be logged with the name of its credential. */
function accepted(tag: string, said: string): PostfixFact | null | 'not-needed' {
  const name = tag.split('/')[1] ?? '';
  if (!Object.hasOwn(doorOf, name)) return 'not-needed';
  const door = doorOf[name as keyof typeof doorOf];
  if (door === 'sieve') return bareClient.test(said) ? { is: 'accepted', door } : null;
  const user = account.exec(said)?.[1]?.replace(/\/.*$/s, '');
  return user ? { is: 'accepted', door, account: clean(user, 320) } : null;
}

function inQueue(said: string): PostfixFact | null | 'not-needed' {
  if (said === 'removed') return { is: 'gone', deleted: false };
  if (!said.startsWith('from=')) return 'not-needed';
  const begun = active.exec(said);
  if (begun) {
    const [, sender = '', size, recipients] = begun;
    return { is: 'active', sender: clean(sender, 320), size: Number(size), recipients: Number(recipients) };
  }
  const ended = returned.exec(said);
  return ended ? { is: 'returned', forced: Boolean(ended[2]) } : null;
}

function attempted(said: string): PostfixFact | null {
  const found = attempt.exec(said);
  if (!found) return null;
  const [, recipient = '', original, relay = '', dsn = '', state, words = ''] = found;
  return {
    is: 'attempt',
    recipient: clean(recipient, 320),
    ...(original ? { originalRecipient: clean(original, 320) } : {}),
    state: state as 'sent' | 'deferred' | 'bounced',
    relay: relay === 'none' ? null : clean(relay, 320),
    dsn,
    words: clean(words, maxWords),
  };
}

/** The last such instant that is not in the future. The stack gives Postfix UTC. */
function instant(month: string, day: number, time: string, now: Date): string | null {
  const index = months.indexOf(month);
  const [hour = 99, minute = 99, second = 99] = time.split(':').map(Number);
  if (index < 0 || hour > 23 || minute > 59 || second > 60) return null;
  const latest = now.getTime() + 86_400_000;
  // Four years, for the 29th of February.
  for (let year = now.getUTCFullYear() + 1; year > now.getUTCFullYear() - 4; year -= 1) {
    const at = new Date(Date.UTC(year, index, day, hour, minute, second));
    if (at.getTime() <= latest && at.getUTCDate() === day) return at.toISOString().replace('Z', '000Z');
  }
  return null;
}
