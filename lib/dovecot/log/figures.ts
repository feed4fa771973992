import { z } from 'zod';

/** What a session transferred. A figure that the line lacks, or that cannot be true, is absent. */
export const figures = {
  bytesIn: z.number().int().optional(),
  bytesOut: z.number().int().optional(),
  /** Messages whose text the client got. */
  fetched: z.number().int().optional(),
  removed: z.number().int().optional(),
  expunged: z.number().int().optional(),
};
export type Figures = { [K in keyof typeof figures]?: number };

/** The fields of imap_logout_format, pop3_logout_format and the other services, ours and those of a stock Dovecot. */
const keys = [
  'in',
  'out',
  'bytes',
  'deleted',
  'expunged',
  'trashed',
  'hdr_count',
  'hdr_bytes',
  'body_count',
  'body_bytes',
  'top',
  'retr',
  'del',
  'size',
  'del_bytes',
  'uidl',
];
/** One field. The value of uidl is empty, or `60/fd0497bc -> 61/d92dd4cb`. */
const field = `(?:${keys.join('|')})=[^ ,]*(?: -> [^ ,]*)?`;
const fields = new RegExp(`(?:^|[, ]) ?(${field}(?:,? ${field})*)$`);
const eachField = new RegExp(`(${keys.join('|')})=([^ ,]*)`, 'g');

/** All fields with their longest values are shorter. */
const maxTail = 1_000;

/** The maxima of the columns. */
const maxCount = 2 ** 31 - 1;
const maxBytes = 10 ** 15 - 1;

/** Splits the text of a logout into what Dovecot says and the figures after it. */
export function splitFigures(text: string): { said: string; figures: Figures; unread: boolean } {
  const start = Math.max(0, text.length - maxTail);
  const match = fields.exec(text.slice(start));
  if (!match) return { said: text, figures: {}, unread: /(?:^|[, ])(?:in|bytes)=/.test(text) };
  const found = new Map<string, string>();
  for (const [, key = '', value = ''] of match[1]?.matchAll(eachField) ?? []) found.set(key, value);
  const read = found.has('retr') || found.has('top') ? pop3(found) : imap(found);
  return { said: text.slice(0, start + match.index), figures: known(read), unread: Object.values(read).includes(null) };
}

/** Null is a value that the line has and that cannot be read; undefined is one that it lacks. */
type Value = number | null | undefined;

function imap(found: ReadonlyMap<string, string>): Record<string, Value> {
  // ManageSieve writes both in one field.
  const [bytesIn, bytesOut] = found.has('bytes')
    ? pair(found.get('bytes'), maxBytes, maxBytes)
    : [number(found.get('in'), maxBytes), number(found.get('out'), maxBytes)];
  return {
    bytesIn,
    bytesOut,
    removed: number(found.get('deleted'), maxCount),
    expunged: number(found.get('expunged'), maxCount),
    fetched: number(found.get('body_count'), maxCount),
  };
}

function pop3(found: ReadonlyMap<string, string>): Record<string, Value> {
  const [retrieved] = pair(found.get('retr'), maxCount, maxBytes);
  const [removed, messages] = pair(found.get('del'), maxCount, maxCount);
  const topped = fetchedByTop(pair(found.get('top'), maxCount, maxBytes), {
    removed,
    messages,
    bytes: number(found.get('size'), maxBytes),
    removedBytes: number(found.get('del_bytes'), maxBytes),
  });
  return {
    bytesIn: number(found.get('in'), maxBytes),
    bytesOut: number(found.get('out'), maxBytes),
    // A message may be asked for in both ways.
    fetched: typeof retrieved === 'number' ? Math.min(retrieved + topped, messages ?? maxCount) : retrieved,
    removed,
  };
}

/**
 * TOP with more lines than the message has transfers all of it (fetchmail), and TOP with none only its header. The
 * line has the number of messages and their bytes, of which each answer has at least the message. The sum decides where
 * the same messages were removed, or all were asked for. Otherwise the average does.
 */
function fetchedByTop(
  [count, bytes]: [Value, Value],
  all: { removed: Value; messages: Value; bytes: Value; removedBytes: Value },
): number {
  if (!count || !bytes) return 0;
  if (all.bytes && count === all.messages) return bytes >= all.bytes ? count : 0;
  if (all.removedBytes && count === all.removed) return bytes >= all.removedBytes ? count : 0;
  if (!all.bytes || !all.messages) return 0;
  return bytes / count >= all.bytes / all.messages / 2 ? count : 0;
}

function pair(text: string | undefined, maxFirst: number, maxSecond: number): [Value, Value] {
  if (text === undefined) return [undefined, undefined];
  const slash = text.indexOf('/');
  if (slash < 0) return [number(text, maxFirst), undefined];
  return [number(text.slice(0, slash), maxFirst), number(text.slice(slash + 1), maxSecond)];
}

function number(text: string | undefined, max: number): Value {
  if (text === undefined) return undefined;
  return /^\d{1,16}$/.test(text) && Number(text) <= max ? Number(text) : null;
}

function known(read: Record<string, Value>): Figures {
  return Object.fromEntries(Object.entries(read).filter(([, value]) => typeof value === 'number'));
}
