import { type Filters, noFilters, type Rule } from './shapes';

/** Texts that try to inject commands into the script. Without NUL and unpaired surrogates, which are refused. */
export const hostileTexts = [
  '"; discard; #',
  '\\"; discard; #',
  '\\',
  '\\\\"',
  'a\\',
  '"',
  '""',
  '/* */ discard; /*',
  '# comment',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Sieve
  '${hex:22}; discard; #',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Sieve
  '${unicode:0022}${subject}${1}',
  'text:',
  '{5+}',
  '*?[a-z]%',
  '"] { discard; } #',
  'Ünïcödé \u{1f4ee} عربى',
];

/** Only for texts of several lines: a reply, a reason. */
export const hostileLines = [
  'one\r\n.\r\ntwo',
  '.',
  '..\n.\n',
  'text:\r\n.\r\n;discard;\r\n',
  '"\r\n;\r\ndiscard;\r\n#',
  'a\rb\nc\r\n\r\nd',
  '\n',
];

/** Filters with one text in every text field. */
export function hostileFilters(text: string): Filters {
  const rule = (id: string, more: Partial<Rule>): Rule => ({
    id,
    name: text,
    on: true,
    match: 'any',
    stop: true,
    tests: [{ kind: 'subject', how: 'contains', not: false, values: [text] }],
    actions: [{ kind: 'seen' }],
    ...more,
  });
  const hows = ['contains', 'is', 'starts', 'ends', 'matches'] as const;
  return {
    ...noFilters,
    rules: [
      rule('a', { tests: hows.map((how) => ({ kind: 'subject', how, not: false, values: [text] })) }),
      rule('b', { tests: [{ kind: 'from', how: 'is', not: true, values: [text] }] }),
      rule('c', { tests: [{ kind: 'header', header: 'X-Any', how: 'contains', not: false, values: [text, text] }] }),
      rule('d', { tests: [{ kind: 'body', how: 'contains', not: false, values: [text] }] }),
      rule('e', { actions: [{ kind: 'move', folder: text }] }),
      rule('f', { actions: [{ kind: 'reject', reason: text }] }),
    ],
    vacation: { ...noFilters.vacation, on: true, subject: text, text },
    joined: text.replaceAll('/', '-'),
  };
}

/** Random numbers that are the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Random filters, from hostile texts and characters of every kind. */
export function someFilters(seed: number): unknown {
  const next = chance(seed);
  const upTo = (most: number) => Math.floor(next() * (most + 1));
  const one = <T>(from: readonly T[]): T => from[upTo(from.length - 1)] as T;
  const yes = () => next() < 0.5;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: characters of every kind
  const characters = [...'aZ09 .,;:"\\\'*?#${}[]()/@éß漢\u{1f600}\u00a0\ufeff'];
  const word = () => `x${Array.from({ length: upTo(20) }, () => one(characters)).join('')}`;
  const text = () => (yes() ? one(hostileTexts) : word());
  const lines = () => (yes() ? `x${one(hostileLines)}` : `${text()}\n${text()}`);
  const address = () => one(['ben@here.example', "o'neil+x=y@a.example", 'a{b}|c@x-1.example', 'z@sub.z.example']);
  const path = () => one(['Work', 'Work/2026 "new"', 'Réunions\\x', 'a*b?c']);
  const test = () => {
    const kind = one(['from', 'to', 'cc', 'recipient', 'subject', 'body', 'header', 'size', 'attachment']);
    if (kind === 'size') return { kind, over: yes(), kilobytes: 1 + upTo(5000) };
    if (kind === 'attachment') return { kind, not: yes() };
    return {
      kind,
      ...(kind === 'header' ? { header: one(['List-Id', 'X-"odd"', 'X-\\']) } : {}),
      how: kind === 'body' ? 'contains' : one(['contains', 'is', 'starts', 'ends', 'matches']),
      not: yes(),
      values: Array.from({ length: 1 + upTo(3) }, text),
    };
  };
  const action = () =>
    one([
      () => ({ kind: 'copy', folder: path() }),
      () => ({ kind: 'seen' }),
      () => ({ kind: 'flag' }),
      () => ({ kind: 'forward', address: address(), keep: yes() }),
    ])();
  const rule = (id: number) => {
    const match = one(['all', 'any', 'always']);
    const refuses = next() < 0.2;
    const place = one([[], [{ kind: 'move', folder: path() }], [{ kind: 'trash' }]]);
    return {
      id: `r-${id}`,
      name: text(),
      on: yes(),
      match,
      tests: match === 'always' && yes() ? [] : Array.from({ length: 1 + upTo(4) }, test),
      actions: refuses ? [{ kind: 'reject', reason: lines().trim() || 'x' }] : [action(), ...place],
      stop: refuses || yes(),
    };
  };
  return {
    rules: Array.from({ length: upTo(6) }, (_, index) => rule(index)),
    vacation: {
      on: yes(),
      from: one([null, '2026-11-01']),
      to: one([null, '2026-12-24']),
      days: 1 + upTo(29),
      addresses: yes() ? [address()] : [],
      subject: text(),
      text: lines(),
    },
    forwarding: { on: yes(), addresses: [address()], keep: yes() },
    joined: one([null, text().replaceAll('/', '-')]),
  };
}
