import type { Rule, Test } from './shapes';
import { looksAtAddress } from './write-script';

/** The data of a message that rules can test. */
export interface Message {
  uid: number;
  size: number;
  /** Names and addresses as in the header. */
  from: Person[];
  to: Person[];
  cc: Person[];
  subject: string;
  attachment: boolean;
  /** The value of a header field, or null. */
  header: (name: string) => string | null;
  /** Whether the text contains this word, from a search on the mail server. */
  body: (word: string) => boolean;
}
interface Person {
  name: string;
  address: string;
}

/** Evaluates a rule like Sieve (RFC 5228), to try it before it is used. Pure. */
export function applies(rule: Pick<Rule, 'match' | 'tests'>, message: Message): boolean {
  if (rule.match === 'always') return true;
  return rule.match === 'all'
    ? rule.tests.every((test) => holds(test, message))
    : rule.tests.some((test) => holds(test, message));
}

function holds(test: Test, message: Message): boolean {
  if (test.kind === 'size') {
    const limit = test.kilobytes * 1024;
    return test.over ? message.size > limit : message.size < limit;
  }
  if (test.kind === 'attachment') return message.attachment !== test.not;
  const found =
    test.kind === 'body'
      ? test.values.some((value) => message.body(value))
      : texts(test, message).some((text) => test.values.some((value) => compare(test.how, text, value)));
  return found !== test.not;
}

function texts(test: Exclude<Test, { kind: 'size' | 'attachment' }>, message: Message): string[] {
  switch (test.kind) {
    case 'subject':
      return [message.subject];
    case 'header': {
      const value = message.header(test.header ?? '');
      return value === null ? [] : [value];
    }
    case 'body':
      return [];
    default: {
      const people = test.kind === 'recipient' ? [...message.to, ...message.cc] : message[test.kind];
      if (looksAtAddress(test)) return people.map((person) => person.address);
      return people.map(({ name, address }) => (name ? `${name} <${address}>` : address));
    }
  }
}

/** i;ascii-casemap (RFC 4790, 9.2): only the letters a to z are compared case-insensitively. */
const fold = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function compare(how: 'contains' | 'is' | 'starts' | 'ends' | 'matches', text: string, value: string): boolean {
  const [have, want] = [fold(text), fold(value)];
  switch (how) {
    case 'contains':
      return have.includes(want);
    case 'is':
      return have === want;
    case 'starts':
      return have.startsWith(want);
    case 'ends':
      return have.endsWith(want);
    case 'matches':
      return glob(have, want);
  }
}

/** Matches * and ?. It backtracks only to the last star, so no pattern is slow. */
function glob(text: string, pattern: string): boolean {
  const [have, want] = [[...text], [...pattern]];
  let [at, in_, star, mark] = [0, 0, -1, 0];
  while (at < have.length) {
    if (want[in_] === '*') {
      star = in_;
      mark = at;
      in_ += 1;
    } else if (in_ < want.length && (want[in_] === '?' || want[in_] === have[at])) {
      at += 1;
      in_ += 1;
    } else if (star >= 0) {
      in_ = star + 1;
      mark += 1;
      at = mark;
    } else return false;
  }
  return want.slice(in_).every((char) => char === '*');
}
