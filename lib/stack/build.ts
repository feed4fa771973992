import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { bundlePrograms, programs } from './bundle';
import { checkout } from './data-directory';
import { baseEnvironment } from './environment';
import { alive, identify, type ProcessIdentity } from './process-table';
import { runCommand } from './run-command';
import type { Settings } from './settings';
import { messageOf, Stop } from './stop';

/**
 * The sources that a build depends on. Tests and rooms that are not part of the panel are left out. The Prisma client
 * is generated from prisma/schema.
 */
const sources = [
  'app',
  'components',
  'lib',
  'prisma/schema',
  'next.config.js',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const excluded = /(^|\/)lib\/(stack|demo|testing|mail-clients|db\/generated)(\/|$)|\.test\.tsx?$|\.tsbuildinfo$/;
/** The newest builds are retained, so that switching between two versions of the sources needs no build. */
const maxUnusedBuilds = 3;

function* files(relative: string): Generator<string> {
  if (excluded.test(relative)) return;
  const full = path.join(checkout, relative);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    yield relative;
    return;
  }
  for (const name of readdirSync(full).sort()) yield* files(path.join(relative, name));
}

export function sourceHash(): string {
  const hash = createHash('sha256').update(JSON.stringify(programs));
  for (const source of sources) {
    for (const file of files(source))
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(checkout, file)))
        .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

const root = path.join(checkout, '.next');

/** The directory of a build, relative to the checkout, as Next requires. */
function distOf(hash: string): string {
  return `.next/${hash}`;
}

/**
 * Writes a tsconfig for one build. Next adds the types of its build directory to its tsconfig, and must not change the
 * one of the checkout.
 */
export function writeTsconfig(name: string): string {
  mkdirSync(root, { recursive: true });
  const file = path.join(root, `${name}.tsconfig.json`);
  const content = {
    extends: '../tsconfig.json',
    compilerOptions: { paths: { '@/*': ['../*'] }, incremental: false },
    include: ['../next-env.d.ts', '../app/**/*.ts', '../app/**/*.tsx', '../components/**/*.tsx', '../lib/**/*.ts'],
  };
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  return path.relative(checkout, file);
}

/** Throws if nothing can be built here. */
function requireWritable(): void {
  try {
    mkdirSync(root, { recursive: true });
    writeFileSync(path.join(root, '.probe'), '');
    rmSync(path.join(root, '.probe'));
  } catch (error) {
    throw new Stop(
      `The panel has to be built, and ${root} cannot be written (${messageOf(error)}). Start once as the owner of the checkout.`,
    );
  }
}

/**
 * Bundles the programs beside the panel unless that was done for these sources. It takes less than a second, so the
 * other parts do not wait for the panel. Returns their directory.
 */
export async function buildPrograms(): Promise<string> {
  const directory = path.join(root, `${sourceHash()}.programs`);
  if (existsSync(directory)) return directory;
  requireWritable();
  await bundlePrograms(directory);
  return directory;
}

/** Builds the panel unless there is a build of these sources. Returns its directory. */
export async function build(settings: Settings): Promise<{ dist: string; fresh: boolean }> {
  const hash = sourceHash();
  const dist = distOf(hash);
  const done = path.join(root, `${hash}.done`);
  if (existsSync(done) && existsSync(path.join(checkout, dist, 'BUILD_ID'))) return { dist, fresh: false };
  requireWritable();
  const unlock = await lock(path.join(root, `${hash}.lock`));
  try {
    if (existsSync(done)) return { dist, fresh: false };
    await runCommand(process.execPath, [path.join(checkout, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: checkout,
      env: {
        ...baseEnvironment(settings, 'root'),
        HOME: process.env.HOME ?? '/',
        NODE_ENV: 'production',
        MILEPOST_DIST: dist,
        MILEPOST_TSCONFIG: writeTsconfig(hash),
      },
      log: path.join(settings.dataDirectory, 'log/build.log'),
    });
    writeFileSync(done, '');
    return { dist, fresh: true };
  } finally {
    unlock();
  }
}

/** If two data directories are started from one checkout at the same time, one start builds and the other waits. */
async function lock(file: string): Promise<() => void> {
  for (;;) {
    try {
      const fd = openSync(file, 'wx');
      writeSync(fd, JSON.stringify(identify(process.pid)));
      closeSync(fd);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (!isHeld(file)) rmSync(file, { force: true });
      else await wait(200);
    }
  }
}

function isHeld(file: string): boolean {
  try {
    return alive(JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity);
  } catch {
    // The file was just created and is still empty, or was just removed.
    return existsSync(file) && Date.now() - statSync(file).mtimeMs < 1000;
  }
}

/** Records that this process serves a build, so that the build is not removed while the process runs. */
export function useBuild(dist: string): void {
  try {
    writeFileSync(path.join(checkout, `${dist}.used-${process.pid}`), JSON.stringify(identify(process.pid)));
  } catch {
    // If the checkout is read-only, this process does not remove builds either.
  }
}

/** Removes builds that no process serves, except the newest ones. */
export function pruneBuilds(): void {
  try {
    const names = readdirSync(root);
    const used = new Set<string>();
    for (const name of names) {
      const match = /^([0-9a-f]{16})\.used-/.exec(name);
      if (!match?.[1]) continue;
      if (isHeld(path.join(root, name))) used.add(match[1]);
      else rmSync(path.join(root, name), { force: true });
    }
    const builds = names
      .filter((name) => /^[0-9a-f]{16}$/.test(name))
      .map((name) => ({ name, at: statSync(path.join(root, name)).mtimeMs }))
      .sort((a, b) => b.at - a.at);
    for (const { name } of builds.slice(maxUnusedBuilds)) {
      if (used.has(name) || existsSync(path.join(root, `${name}.lock`))) continue;
      for (const suffix of ['', '.done', '.programs', '.tsconfig.json'])
        rmSync(path.join(root, name + suffix), { recursive: true, force: true });
    }
  } catch {
    // A start must not fail because an old build cannot be removed.
  }
}
