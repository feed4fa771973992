import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { below, checkout, read } from './checkout';
import { folders, rooms } from './layers';

// What documents and comments name must exist: files by path or name, rooms, and migrations by number.

const tops = [...Object.keys(folders), 'lib', 'docs', 'prisma'];
const files = tops.flatMap(below);
const names = new Set([...files, ...readdirSync(checkout)].map((file) => path.basename(file)));
const migrations = readdirSync(path.join(checkout, 'prisma/migrations'));
const documents = ['README.md', ...below('docs').filter((file) => file.endsWith('.md'))];

/**
 * The files whose comments are checked. Not migrations, because installed databases compare their checksums, so their
 * text cannot change. Not generated code.
 */
const sources = files.filter(
  (file) =>
    /\.(tsx?|mjs|prisma|sh|css)$/.test(file) && !file.startsWith('lib/db/generated/') && file !== 'lib/docs.test.ts',
);

const anyPath = new RegExp(`(?<![\\w@/.:-])(?:${tops.join('|')})/[\\w@./()[\\]-]*[\\w)\\]/]`, 'g');
const anyFile = /(?<![\w@/.:*-])[\w.-]+\.(?:tsx?|mjs|prisma|sh|md)\b(?!\/)/g;
const anyMigration = /\bmigrations? (\d{4})\b|\b(0\d{3}_[a-z_]+)\b/gi;

/** Names that documents mention as missing. */
const absent = ['proxy.ts'];

/** The names in a text that do not exist in the checkout. */
function missingIn(text: string): string[] {
  const paths = [...text.matchAll(anyPath)].flatMap(([found]) => {
    // A closing bracket whose opening one is before the path belongs to the sentence.
    const named = found.includes('(') ? found : found.replace(/\)+$/, '');
    const candidates = [named, `${named}.ts`, `${named}.tsx`].map((each) => path.join(checkout, each));
    return named.startsWith('lib/db/generated') || candidates.some((each) => existsSync(each)) ? [] : [named];
  });
  const bare = [...text.matchAll(anyFile)].flatMap(([name]) =>
    names.has(name) || absent.includes(name) ? [] : [name],
  );
  const numbers = [...text.matchAll(anyMigration)].flatMap(([whole, number, name]) =>
    migrations.some((each) => (number ? each.startsWith(`${number}_`) : each === name)) ? [] : [whole],
  );
  return [...paths, ...bare, ...numbers];
}

/** The comments of a file. */
function commentsOf(file: string, source: string): string {
  if (/\.(tsx?|mjs)$/.test(file))
    return parseSync(file, source)
      .comments.map(({ value }) => value)
      .join('\n');
  if (file.endsWith('.css')) return (source.match(/\/\*[\s\S]*?\*\//g) ?? []).join('\n');
  const start = file.endsWith('.prisma') ? /^.*?\/\/\/?/ : /^\s*#/;
  return source
    .split('\n')
    .flatMap((line) => (start.test(line) ? line.replace(start, '') : []))
    .join('\n');
}

it.each(documents)('%s names nothing that does not exist', (file) => {
  const text = read(file);
  expect(missingIn(text)).toEqual([]);
  const targets = [...text.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => target);
  const local = targets.filter((target) => !/^[a-z]+:/.test(target));
  expect(local.filter((target) => !existsSync(path.join(checkout, path.dirname(file), target)))).toEqual([]);
});

it.each(absent)('there is no %s', (name) => expect(names.has(name)).toBe(false));

it('comments name nothing that does not exist', () => {
  expect(sources.length).toBeGreaterThan(500);
  const missing = sources.flatMap((file) =>
    missingIn(commentsOf(file, read(file))).map((reference) => `${file}: ${reference}`),
  );
  expect(missing).toEqual([]);
});

it('the architecture shows every room, in the order of the layers', () => {
  const built = readdirSync(path.join(checkout, 'lib'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
  const lines = read('docs/architecture.md').split('\n');
  const shown = lines.filter((line) => line.startsWith('|')).flatMap((line) => line.match(/[a-z0-9-]+(?=\/)/g) ?? []);
  expect(shown).toEqual(Object.keys(rooms).filter((name) => built.includes(name)));
});

describe('planted', () => {
  it.each([
    'see lib/attic/dust.ts.',
    'in lib/accounts/check-line',
    'indexes of migration 0999',
    '0001_attic',
    'what no-such-file.ts does',
    'e2e/no-such-journey.spec.ts opens it',
  ])('%s is found', (text) => expect(missingIn(text)).toHaveLength(1));

  it.each([
    'see lib/layers.ts.',
    'in lib/layers (as data)',
    'indexes of migration 0006',
    '0006_lists',
    'as layers.test.ts says',
    'app/(panel)/filters/page.tsx',
    '/var/lib/postgresql/x.sh',
    'import from @/lib/attic/shapes',
  ])('%s is fine', (text) => expect(missingIn(text).filter((name) => name !== 'x.sh')).toEqual([]));

  it('only comments are read', () => {
    expect(commentsOf('lib/x.ts', "// a\nconst b = 'c'; /* d */")).toBe(' a\n d ');
    expect(commentsOf('lib/x.sh', 'a\n# b\n')).toBe(' b');
    expect(commentsOf('prisma/schema/x.prisma', 'model A {\n  b Int /// c\n}')).toBe(' c');
  });
});
