import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, test } from 'vitest';

const messages = path.join(import.meta.dirname, 'messages');
const [original = '', ...others] = readdirSync(messages)
  .map((file) => path.parse(file).name)
  .sort();

/** All texts by path, e.g. sessions.disconnectDialog.explain. */
function texts(locale: string): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (at: string, node: unknown) => {
    if (typeof node === 'string') found.set(at, node);
    else for (const [key, value] of Object.entries(node as object)) walk(at ? `${at}.${key}` : key, value);
  };
  walk('', JSON.parse(readFileSync(path.join(messages, `${locale}.json`), 'utf8')));
  return found;
}

function faultsOf(locale: string, faults: (text: string, key: string) => string[]): string[] {
  return [...texts(locale)].flatMap(([key, text]) => faults(text, key).map((fault) => `${key}: ${fault}`));
}

interface Shape {
  /** Arguments, cases of selects, and tags, which both languages must share. */
  names: string[];
  /** Cases of plurals, which differ by language. */
  plurals: string[][];
}

function shapeOf(text: string): Shape {
  const names = new Set<string>();
  const plurals: string[][] = [];
  const walk = (elements: MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type !== TYPE.select && element.type !== TYPE.plural) continue;
      const cases = Object.keys(element.options);
      if (element.type === TYPE.plural) plurals.push(cases);
      else for (const one of cases) names.add(`${element.value}=${one}`);
      for (const { value } of Object.values(element.options)) walk(value);
    }
  };
  walk(parse(text));
  return { names: [...names].sort(), plurals };
}

/** Cases that the language does not have, and plurals without "other". */
function faultsOfPlurals(text: string, locale: string): string[] {
  const known = new Set<string>(new Intl.PluralRules(locale).resolvedOptions().pluralCategories);
  return shapeOf(text).plurals.flatMap((cases) => [
    ...cases.filter((one) => !known.has(one) && !/^=\d+$/.test(one)).map((one) => `no case “${one}”`),
    ...(cases.includes('other') ? [] : ['no case “other”']),
  ]);
}

/** The text in each of its cases, with values replaced by an x. */
function readings(text: string): string[] {
  const read = (elements: MessageFormatElement[]): string[] =>
    elements.reduce<string[]>(
      (before, element) => {
        const next = nextOf(element);
        return before.flatMap((start) => next.map((end) => start + end));
      },
      [''],
    );
  const nextOf = (element: MessageFormatElement): string[] => {
    if (element.type === TYPE.literal) return [element.value];
    if (element.type === TYPE.tag) return element.children.length > 0 ? read(element.children) : ['x'];
    if (element.type !== TYPE.select && element.type !== TYPE.plural) return ['x'];
    return Object.values(element.options).flatMap(({ value }) => read(value));
  };
  return read(parse(text));
}

function matches(text: string, patterns: RegExp[]): string[] {
  const found = readings(text).flatMap((reading) => patterns.flatMap((pattern) => pattern.exec(reading)?.[0] ?? []));
  return [...new Set(found)];
}

const typewriter = [/(?<=\p{L})'/u, /"/, /\.\.\./];

/** Words that the interface must not use, and what to use instead. */
const notEnglish = [
  /\bshall\b/i, // must, will
  /\b(anew|begun)\b/i, // again, started
  /\b(told|tells?)\b/i, // notify, show
  /\bvouch\w*/i, // mark as verified
  /\b(proved|proven)\b/i, // verified
  /\blaps(e|es|ed)\b/i, // expire
  /\bbarr?(s|ed|ing)?\b/i, // block, revoke, disable
  /\b(keep|keeps|kept|shut|shuts) (\S+ )?out\b/i, // block, lose access
  /\b(bring|brings|bringing|brought) (\S+ )?back\b/i, // restore
  /\bcarr(y|ies|ied|ying) out\b/i, // run
  /\b(set|put) aside\b/i, // discard, snooze
  /\b(take|takes|taken|took) off\b/i, // remove
  /\bsettled?\b/i, // resolve
  /\bletters?\b/i, // message
  /\bmarks\b/i, // flags
  /\bpromised?\b/i, // allocated
  /\b(go|goes|going) on\b/i, // continue
  /\bany ?more\b/i, // no longer
  /\bend (\S+ ){0,2}(sessions?|connections?)\b/i, // disconnect
  /\blift (\S+ ){0,2}block\b/i, // unblock
];

const notFrench = [
  /\b(courriels?|e-?mails?)\b/i, // message, courrier
  /\benlev\w+/i, // retirer, supprimer
  /\bterminer (\S+ ){0,2}sessions?\b/i, // déconnecter
];

/** U+202F is required before ; ! ? and » and after «, U+00A0 before a colon that ends a word. */
const frenchPunctuation = [/(^|[^\u202f])[;!?»]/, /«(?!\u202f)/, /(^|[^\u00a0]):(?=\s|$)(?!\u202f)/, /[“”]/];

/** Exceptions from the rules, each with its reason. */
const allowed = new Map([
  ['accounts.error.domain-form', 'letters of the alphabet'],
  ['accounts.error.local-ascii', 'letters of the alphabet'],
  ['accounts.error.local-signs', 'a number sign is allowed in addresses'],
  ['mail.list.emptySearch', 'quotes as they are typed into the search'],
]);

const faultsOfEnglish = (text: string) => matches(text, [...notEnglish, ...typewriter]);
const faultsOfFrench = (text: string) => matches(text, [...notFrench, ...frenchPunctuation, ...typewriter]);
/** A number sign outside a plural, or in a select inside a plural, is no number. */
const numberSigns = (text: string) => matches(text, [/#/]);
const unlessAllowed = (faults: (text: string) => string[]) => (text: string, key: string) =>
  allowed.has(key) ? [] : faults(text);

test('English is the reference', () => {
  expect(original).toBe('en');
  expect(others).toContain('fr');
});

test.each(others)('%s has exactly the texts of the reference', (locale) => {
  expect([...texts(locale).keys()].sort()).toEqual([...texts(original).keys()].sort());
});

test.each(others)('%s has the same arguments, cases and tags in every text', (locale) => {
  const translated = texts(locale);
  const differing = [...texts(original)].filter(([key, text]) => {
    const other = translated.get(key);
    return other !== undefined && String(shapeOf(other).names) !== String(shapeOf(text).names);
  });
  expect(differing.map(([key]) => key)).toEqual([]);
});

test.each([original, ...others])('%s has the plurals of its language', (locale) => {
  expect(faultsOf(locale, (text) => faultsOfPlurals(text, locale))).toEqual([]);
});

test.each([original, ...others])('%s has no empty text', (locale) => {
  expect([...texts(locale)].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([]);
});

test.each([original, ...others])('%s has no # that is shown as it is', (locale) => {
  expect(faultsOf(locale, unlessAllowed(numberSigns))).toEqual([]);
});

test('English uses plain words', () => {
  expect(faultsOf('en', unlessAllowed(faultsOfEnglish))).toEqual([]);
});

test('French uses its words and punctuation', () => {
  expect(faultsOf('fr', unlessAllowed(faultsOfFrench))).toEqual([]);
});

test('every exception is needed', () => {
  const needless = [...allowed.keys()].filter((key) => {
    const [english, french] = [texts('en').get(key) ?? '', texts('fr').get(key) ?? ''];
    return [faultsOfEnglish(english), faultsOfFrench(french), numberSigns(english)].flat().length === 0;
  });
  expect(needless).toEqual([]);
});

describe('the rules refuse planted texts', () => {
  test.each([
    'Who shall get this message?',
    'Their age begins anew.',
    'Nobody is told.',
    'Vouch for it',
    'Domains have to be proven',
    'Bar the main password',
    'The device is kept out.',
    'Bring it back…',
    '{count, plural, one {# message} other {# messages}} brought back',
    'Carry out',
    'Set aside',
    'Take off…',
    'Mark as settled',
    'You asked for these letters.',
    'Marks changed',
    'Storage promised',
    'It goes on.',
    'Nothing arrives any more.',
    'End {count, plural, one {# session} other {# sessions}}…',
    'Lift the block',
    "The sender's name",
    'Say "yes"',
    'Loading...',
  ])('English: %s', (text) => {
    expect(faultsOfEnglish(text)).not.toEqual([]);
  });

  test.each([
    'Révoquer ?',
    'Révoquer\u00a0?',
    '{count, plural, one {Révoquer ?} other {Oui}}',
    'Oui; non',
    '« Nom\u202f»',
    '«\u202f{name} »',
    'Motif : {reason}',
    'Motif\u202f: {reason}',
    'Motif:',
    "L'appareil",
    'Le “nom”',
    'Nouveaux constats par courriel',
    'Enlever du serveur',
    'Terminer cette session…',
  ])('French: %s', (text) => {
    expect(faultsOfFrench(text)).not.toEqual([]);
  });

  test.each(['Révoquer «\u202f{name}\u202f»\u202f?', 'Motif\u00a0: {reason}', 'from:anna, 2001:db8::/48', '…\u00a0:'])(
    'but not: %s',
    (text) => {
      expect(faultsOfFrench(text)).toEqual([]);
    },
  );

  test.each([
    ['{name}', '{nom}'],
    ['{a} and {b}', '{a}'],
    ['<b>{name}</b>', '{name}'],
    ['{end, select, gone {x} other {y}}', '{end, select, partie {x} other {y}}'],
  ])('another shape: %s and %s', (text, other) => {
    expect(shapeOf(other).names).not.toEqual(shapeOf(text).names);
  });

  test('a number sign that is no number', () => {
    expect(numberSigns('{count, plural, one {#} other {{more, select, yes {more than #} other {#}}}}')).toEqual(['#']);
    expect(numberSigns('{more, select, yes {more than {count, plural, other {#}}} other {-}}')).toEqual([]);
  });

  test('plural cases of another language, and a missing case for other numbers', () => {
    expect(faultsOfPlurals('{count, plural, one {a} two {b} other {c}}', 'fr')).toEqual(['no case “two”']);
    expect(() => faultsOfPlurals('{count, plural, one {a}}', 'en')).toThrow();
  });
});
