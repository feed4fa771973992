import { z } from 'zod';
import { base, clean } from '@/lib/dovecot';
import { reason, verdictFacts } from './shapes';

/** What rspamd decided about one message, as lib/stack/rspamd/milepost.lua logs it. */
export const verdictRecord = z.object({
  kind: z.literal('verdict'),
  ...base,
  ...verdictFacts.shape,
  decision: z.enum(['let-through', 'sent-to-junk', 'refused', 'deferred']),
  queueId: z.string(),
  /** The account that had signed in; empty on port 25. */
  account: z.string(),
  /** Some of the recipients: many are in several lines. */
  recipients: z.array(z.string()),
  sender: z.string().optional(),
  messageId: z.string().optional(),
  subject: z.string().optional(),
  size: z.number().int(),
});
export type VerdictRecord = z.infer<typeof verdictRecord>;

/** What rspamd saw of a message that a Sieve script sends, and lets out. Nothing is decided about it. */
export const passedRecord = z.object({
  kind: z.literal('passed'),
  ...base,
  queueId: z.string(),
  /** The mailbox of the script; empty for the panel's own messages. */
  account: z.string(),
  /** Whether it passes on a message that came in. */
  redirected: z.boolean(),
  recipients: z.array(z.string()),
  subject: z.string().optional(),
});
type PassedRecord = z.infer<typeof passedRecord>;

/**
 * rspamd's own text up to the object. Only Postfix reaches the proxies; a mail process may ask the controller. Everything that a sender wrote is inside its strings.
 */
const form =
  /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\.(\d{1,6}) #\d{1,10}\(rspamd_proxy\) <[0-9a-z]{1,12}>; lua; milepost\.lua:\d{1,6}: verdict (\{.*\})$/;

const number = z.number().min(-1e6).max(1e6);
const text = (maxLength: number) => z.string().transform((value) => clean(value, maxLength).trim());

/** Lua has one table for lists and objects, so an empty list is written as {}. */
const list = <Item extends z.ZodType>(item: Item, maxItems: number) =>
  z.union([z.array(item).max(maxItems), z.strictObject({}).transform((): z.output<Item>[] => [])]);

const logged = z.object({
  port: z.enum(['mx', 'out', 'sieve']),
  action: z.enum(['no action', 'add header', 'reject', 'soft reject']),
  score: number,
  junk: number,
  reject: number,
  qid: z.string().regex(/^[A-Za-z0-9]{0,40}$/),
  user: text(320),
  redirected: z.boolean().optional(),
  from: text(320),
  header_from: text(320),
  rcpts: list(text(320), 1000),
  message_id: text(320),
  subject: text(320),
  size: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  text: text(320).optional(),
  symbols: list(z.object({ name: reason.shape.symbol, score: number, option: text(100).optional() }), 12),
});

/** On submission nothing is marked, so only a refusal stops a message. */
function decisionOf(port: 'mx' | 'out', action: z.infer<typeof logged>['action']): VerdictRecord['decision'] {
  if (action === 'reject') return 'refused';
  if (action === 'soft reject') return 'deferred';
  return action === 'add header' && port === 'mx' ? 'sent-to-junk' : 'let-through';
}

/** mail_log cuts a Message-ID at this length (bytes), and its records must have the same. */
const maxMessageIdBytes = 80;

type Read = Omit<VerdictRecord, 'offset'> | Omit<PassedRecord, 'offset'>;

/**
 * Reads a line of rspamd's log: the verdict on a message from outside or of an account. What Sieve passes on was judged
 * when it arrived, so only whose it is is needed.
 */
export function readVerdictLine(line: string): { record: Read | null; unread: boolean } {
  const match = form.exec(line);
  const found = match ? verdictOf(match) : 'not-needed';
  return found === 'not-needed' ? { record: null, unread: false } : { record: found, unread: !found };
}

/** Null if it is not what milepost.lua writes. */
function verdictOf(match: RegExpExecArray): Read | null | 'not-needed' {
  const [, day, time, fraction = '', json = ''] = match;
  const at = `${day}T${time}.${fraction.padEnd(6, '0')}Z`;
  if (Number.isNaN(Date.parse(at))) return null;
  const found = logged.safeParse(parseJson(json));
  if (!found.success) return null;
  const { port, action, score, junk, reject, qid, symbols, text: answer, ...said } = found.data;
  if (port === 'sieve') {
    if (action === 'reject' || action === 'soft reject') return 'not-needed';
    return {
      kind: 'passed',
      at,
      queueId: qid,
      account: said.user,
      redirected: said.redirected ?? false,
      recipients: said.rcpts.filter(Boolean),
      ...(said.subject ? { subject: said.subject } : {}),
    };
  }
  const decision = decisionOf(port, action);
  const messageId = asLogged(said.message_id);
  const sender = said.header_from || said.from;
  return {
    kind: 'verdict',
    at,
    port,
    decision,
    score,
    limit: decision === 'refused' ? reject : junk,
    reasons: symbols
      .map(({ name, score, option }) => ({ symbol: name, score, ...(option ? { detail: option } : {}) }))
      .sort((a, b) => b.score - a.score),
    ...(answer ? { text: answer } : {}),
    queueId: qid,
    account: said.user,
    recipients: said.rcpts.filter(Boolean),
    ...(sender ? { sender } : {}),
    ...(messageId ? { messageId } : {}),
    ...(said.subject ? { subject: said.subject } : {}),
    size: said.size,
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function asLogged(messageId: string): string {
  const bytes = Buffer.from(messageId);
  if (bytes.length <= maxMessageIdBytes) return messageId;
  return `${bytes.toString('utf8', 0, maxMessageIdBytes - 3).replace(/\ufffd$/, '')}...`;
}
