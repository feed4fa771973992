import { isAddress } from '@/lib/networks/values';

/** Guesses what a search text refers to. */
export type Guess =
  | { kind: 'ip'; ip: string }
  | { kind: 'message'; messageId: string }
  | { kind: 'address'; address: string }
  | { kind: 'domain'; domain: string }
  | { kind: 'text'; text: string };

/** A Message-ID has angle brackets, or a left side that is not the name of a person. */
const bracketed = /^<[^<>\s]+>?$/;

export function guess(typed: string): Guess {
  const text = typed.trim().slice(0, 998);
  if (isAddress(text)) return { kind: 'ip', ip: text.toLowerCase() };
  if (bracketed.test(text)) return { kind: 'message', messageId: `${text.replace(/>$/, '')}>` };
  const at = text.lastIndexOf('@');
  if (at > 0 && !/\s/.test(text)) {
    const left = text.slice(0, at);
    // Fifteen digits or hex letters in a row, or a long left side without separators: generated.
    if (/[0-9a-f]{15}/i.test(left.replaceAll('-', '')) || left.length > 64) {
      return { kind: 'message', messageId: `<${text}>` };
    }
    return { kind: 'address', address: text.toLowerCase() };
  }
  if (/^[^\s@/:]+\.[^\s@/:.\d][^\s@/:.]+$/.test(text)) return { kind: 'domain', domain: text.toLowerCase() };
  return { kind: 'text', text };
}
