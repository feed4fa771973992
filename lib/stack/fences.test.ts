import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const checkout = path.resolve(import.meta.dirname, '../..');

/** A file, what it imports, and whether the fences of .biome.json must say no. */
const cases: [file: string, imports: string, refused: boolean][] = [
  ['app/(panel)/domains/page.tsx', '@/lib/accounts', false],
  ['app/(panel)/domains/page.tsx', '@/lib/accounts/shapes', false],
  ['app/(panel)/domains/page.tsx', '@/lib/accounts/create-domain', true],
  ['app/(panel)/domains/page.tsx', '@/lib/db', true],
  ['app/(panel)/domains/page.tsx', 'pg', true],
  ['components/board.tsx', '@/lib/sessions/shapes', false],
  ['components/board.tsx', '@/lib/sessions', true],
  ['components/board.tsx', '@/app/(panel)/layout', true],
  ['lib/accounts/create-domain.ts', '@/lib/tenancy', false],
  ['lib/accounts/create-domain.ts', './shapes', false],
  ['lib/accounts/create-domain.ts', '@/lib/trail/shapes', false],
  ['lib/accounts/create-domain.ts', '@/lib/trail/list-events', true],
  ['lib/accounts/create-domain.ts', '../trail/list-events', true],
  ['lib/accounts/create-domain.ts', '@/lib/worker', true],
  ['lib/accounts/create-domain.ts', '@/components/ui/button', true],
  ['lib/accounts/create-domain.ts', '@/lib/db/generated/client', true],
  ['lib/accounts/create-domain.ts', 'imapflow', true],
  ['lib/accounts/create-domain.ts', 'nodemailer', true],
  ['lib/db/listen.ts', 'pg', false],
  ['lib/db/listen.ts', '@/lib/accounts', true],
  ['lib/config/read.ts', '@/lib/db', true],
  ['lib/imap/pool.ts', 'imapflow', false],
  ['lib/imap/pool.ts', '@/lib/webmail', true],
  ['lib/smtp/submit.ts', 'nodemailer', false],
  ['lib/dovecot/agent/follow.ts', '../verbs', false],
  ['lib/dovecot/agent/follow.ts', '../../accounts/index', true],
  ['lib/worker/start.ts', '@/lib/retention', false],
  ['lib/worker/start.ts', '@/lib/retention/jobs', true],
];

const directory = mkdtempSync(path.join(os.tmpdir(), 'milepost-fences-'));
let complaints: Map<string, Set<string>>;

function plant(file: string, imports: string): void {
  mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
  writeFileSync(path.join(directory, file), `import { thing } from '${imports}';\n\nexport const other = thing;\n`);
}

/** Each case in a file of its own, so that the answer can be told from its neighbours'. */
function planted(index: number): string {
  const [file] = cases[index] ?? [''];
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${index}${ext}`);
}

beforeAll(() => {
  // The planted tree is no repository, and a machine may have no git.
  const fences = JSON.parse(readFileSync(path.join(checkout, '.biome.json'), 'utf8')) as object;
  writeFileSync(path.join(directory, '.biome.json'), JSON.stringify({ ...fences, vcs: { enabled: false } }));
  for (const [index, [, imports]] of cases.entries()) plant(planted(index), imports);
  plant('lib/trail/one.ts', './two');
  plant('lib/trail/two.ts', './one');
  const biome = path.join(checkout, 'node_modules/.bin/biome');
  const { stdout } = spawnSync(biome, ['lint', '--reporter=json', '--max-diagnostics=500', '.'], {
    cwd: directory,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] };
  complaints = new Map();
  for (const { category, location } of diagnostics) {
    complaints.set(location.path, new Set(complaints.get(location.path)).add(category));
  }
});

afterAll(() => rmSync(directory, { recursive: true }));

test.each(cases.map(([file, imports, refused], index) => ({ file, imports, refused, index })))(
  '$file importing $imports is refused: $refused',
  ({ refused, index }) => {
    expect([...(complaints.get(planted(index)) ?? [])]).toEqual(refused ? ['lint/style/noRestrictedImports'] : []);
  },
);

test('two files that import each other are refused', () => {
  expect([...(complaints.get('lib/trail/one.ts') ?? [])]).toEqual(['lint/suspicious/noImportCycles']);
});
