import type { Key } from '@/lib/imap';

/**
 * Converts a search query to IMAP search keys: words, "phrases", from: to: subject: before: after: larger: is:unread
 * is:starred has:attachment, and a minus before any of them. User input is only used as literals, never as a keyword of
 * the protocol (as in CVE-2026-35538). Pure.
 *
 * `without` contains words that must not occur. They are searched for separately and their messages are excluded,
 * because the full-text index finds nothing for NOT (fts-xapian 1.5.5).
 */
export function toSearchKeys(query: string): { keys: Key[]; without: Key[] } {
  const found: { keys: Key[]; without: Key[] } = { keys: [], without: [] };
  for (const { field, value, not } of terms(query).slice(0, 20)) {
    const one = key(field, value);
    if (!one) continue;
    if (!not) found.keys.push(one);
    else if (one.some((word) => 'literal' in word)) found.without.push(one);
    else found.keys.push([atom('NOT'), ...one]);
  }
  return found;
}

const atom = (name: string) => ({ atom: name });
const literal = (text: string) => ({ literal: text.slice(0, 200) });

type Word = { atom: string } | { literal: string };

function key(field: string, value: string): Word[] | null {
  if (!value) return null;
  switch (field) {
    case 'from':
    case 'to':
    case 'cc':
    case 'subject':
    case 'body':
      return [atom(field.toUpperCase()), literal(value)];
    case 'before':
    case 'after': {
      const day = imapDay(value);
      return day ? [atom(field === 'before' ? 'BEFORE' : 'SINCE'), atom(day)] : null;
    }
    case 'larger': {
      const size = /^(\d{1,6})\s*([km]?)b?$/i.exec(value);
      if (!size) return null;
      const factor = { '': 1, k: 1024, m: 1_048_576 }[size[2]?.toLowerCase() ?? ''] ?? 1;
      return [atom('LARGER'), atom(String(Number(size[1]) * factor))];
    }
    case 'is':
      return (
        {
          unread: [atom('UNSEEN')],
          read: [atom('SEEN')],
          starred: [atom('FLAGGED')],
          flagged: [atom('FLAGGED')],
          answered: [atom('ANSWERED')],
        }[value.toLowerCase()] ?? null
      );
    case 'has':
      // IMAP has no key for this. The type of the message is a good approximation.
      return value.toLowerCase() === 'attachment'
        ? [atom('HEADER'), atom('Content-Type'), literal('multipart/mixed')]
        : null;
    default:
      // Header and sender come first: without a full-text index, BODY reads the whole mailbox.
      return [
        atom('OR'),
        atom('OR'),
        atom('SUBJECT'),
        literal(value),
        atom('FROM'),
        literal(value),
        atom('OR'),
        atom('TO'),
        literal(value),
        atom('BODY'),
        literal(value),
      ];
  }
}

const fields = new Set(['from', 'to', 'cc', 'subject', 'body', 'before', 'after', 'larger', 'is', 'has']);

function terms(query: string): { field: string; value: string; not: boolean }[] {
  const found = query.slice(0, 500).matchAll(/(-?)(?:([a-z]{2,8}):)?(?:"([^"]*)"?|([^\s"]+))/giu);
  return [...found].map(([all, minus, field, phrase, word]) => {
    const known = field && fields.has(field.toLowerCase());
    const value = (phrase ?? word ?? '').trim();
    if (field && !known) return { field: '', value: all.replace(/^-/, '').replaceAll('"', ''), not: minus === '-' };
    return { field: known ? field.toLowerCase() : '', value, not: minus === '-' && value !== '' };
  });
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Converts 2026-03-05 to 5-Mar-2026. Null if there is no such day. */
function imapDay(value: string): string | null {
  const found = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${day}-${months[month - 1]}-${year}`;
}
