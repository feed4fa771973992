import type { Rule, Test } from './shapes';
import { looksAtAddress } from './write-script';

/** Of a message what a rule may look at. */
export interface Letter {
  uid: number;
  size: number;
  /** Name and address of each, as the header has them. */
  from: Person[];
  to: Person[];
  cc: Person[];
  subject: string;
  attachment: boolean;
  /** Value of a header field, or null where there is none. */
  header: (name: string) => string | null;
  /** Whether its text has this word; the mail server is asked. */
  body: (word: string) => boolean;
}
interface Person {
  name: string;
  address: string;
}

/** What Sieve would decide (RFC 5228), on this side: for trying a rule before it is used. Pure. */
export function applies(rule: Pick<Rule, 'match' | 'tests'>, letter: Letter): boolean {
  if (rule.match === 'always') return true;
  return rule.match === 'all'
    ? rule.tests.every((test) => holds(test, letter))
    : rule.tests.some((test) => holds(test, letter));
}

function holds(test: Test, letter: Letter): boolean {
  if (test.kind === 'size') {
    const limit = test.kilobytes * 1024;
    return test.over ? letter.size > limit : letter.size < limit;
  }
  if (test.kind === 'attachment') return letter.attachment !== test.not;
  const found =
    test.kind === 'body'
      ? test.values.some((value) => letter.body(value))
      : texts(test, letter).some((text) => test.values.some((value) => compare(test.how, text, value)));
  return found !== test.not;
}

function texts(test: Exclude<Test, { kind: 'size' | 'attachment' }>, letter: Letter): string[] {
  switch (test.kind) {
    case 'subject':
      return [letter.subject];
    case 'header': {
      const value = letter.header(test.header ?? '');
      return value === null ? [] : [value];
    }
    case 'body':
      return [];
    default: {
      const people = test.kind === 'recipient' ? [...letter.to, ...letter.cc] : letter[test.kind];
      if (looksAtAddress(test)) return people.map((person) => person.address);
      return people.map(({ name, address }) => (name ? `${name} <${address}>` : address));
    }
  }
}

/** i;ascii-casemap (RFC 4790, 9.2): only the letters a to z are the same in both sizes. */
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

/** * and ? without backtracking over more than the last star: a pattern made to hurt stays quick. */
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
