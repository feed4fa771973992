import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanEnvironment, newDataDirectory, refusedUp, spawnUp } from '@/lib/testing';
import { checkout } from './data-directory';
import { choosePorts, offsets, type PortName, portSettings } from './ports';
import { alive } from './process-table';
import { readRecord } from './running';

// A start that cannot succeed prints the reason, exits with code 1, and leaves no process.

/** Debian's account without any files. */
const nobody = 65_534;

let parent: string;

beforeAll(() => {
  parent = newDataDirectory();
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

const names = Object.keys(offsets) as PortName[];
const freeBlock = () =>
  choosePorts(
    portSettings({} as NodeJS.ProcessEnv),
    undefined,
    { listen: '127.0.0.1', listenPanel: '127.0.0.1' },
    names,
  );

test('a port in use is reported with its process and how to choose another port', async () => {
  const ports = await freeBlock();
  const holder = net.createServer();
  await new Promise<void>((resolve) => holder.listen(ports.pop3, '127.0.0.1', resolve));
  const dataDirectory = path.join(parent, 'taken');
  try {
    const { code, said } = await refusedUp(dataDirectory, ['--empty'], {
      MILEPOST_PORT_BASE: String(ports.pop3 - offsets.pop3),
    });
    expect(code).toBe(1);
    expect(said).toContain(`Port ${ports.pop3} (pop3, asked for) is taken by`);
    expect(said).toContain(String(process.pid));
    expect(said).toContain('MILEPOST_PORT_POP3');
    expect(existsSync(path.join(dataDirectory, 'pids.json'))).toBe(false);
  } finally {
    await new Promise((resolve) => holder.close(resolve));
  }
});

test('one port for two uses is refused', async () => {
  const ports = await freeBlock();
  const { code, said } = await refusedUp(path.join(parent, 'twice'), ['--empty'], {
    MILEPOST_PORT_IMAP: String(ports.imap),
    MILEPOST_PORT_POP3: String(ports.imap),
    MILEPOST_PORT_BASE: String(ports.imap - offsets.imap),
  });
  expect(code).toBe(1);
  expect(said).toContain(`Port ${ports.imap} is asked for twice, for imap and pop3`);
});

test('an invalid port is refused', async () => {
  const { code, said } = await refusedUp(path.join(parent, 'no-port'), ['--empty'], { MILEPOST_PORT_IMAP: '99999' });
  expect(code).toBe(1);
  expect(said).toContain('MILEPOST_PORT_IMAP must be a whole number from 1 to 65535, not "99999"');
});

test('a data directory that cannot be written is refused', async () => {
  // Not even root can create a directory below a file.
  const file = path.join(parent, 'a-file');
  writeFileSync(file, '');
  const { code, said } = await refusedUp(path.join(file, 'data'), ['--empty']);
  expect(code).toBe(1);
  expect(said).toContain(`The data directory ${path.join(file, 'data')} cannot be written`);
  expect(said).toContain('MILEPOST_HOME');
});

test('a data directory that the services cannot access is refused', async () => {
  const closed = path.join(parent, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  chmodSync(closed, 0o700);
  const { code, said } = await refusedUp(path.join(closed, 'data'), ['--empty']);
  expect(code).toBe(1);
  expect(said).toContain(`lies below ${closed}`);
});

test('a data directory on a full disk is refused before anything is written', async () => {
  const disk = path.join(parent, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m,mode=711', 'tmpfs', disk]);
  try {
    const dataDirectory = path.join(disk, 'data');
    const { code, said } = await refusedUp(dataDirectory, ['--empty']);
    expect(code).toBe(1);
    expect(said).toMatch(/has \d+ MB left; at least 200 MB are needed/);
    expect(readdirSync(dataDirectory)).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
  }
});

test('a data directory whose path is too long for a socket is refused', async () => {
  const { code, said } = await refusedUp(path.join(parent, 'long'.repeat(20)), ['--empty']);
  expect(code).toBe(1);
  expect(said).toContain('is longer than 68 characters, too long for the sockets in it');
  expect(readdirSync(parent).filter((name) => name.startsWith('long'))).toEqual([]);
});

test('Ctrl-C during a start leaves no process', async () => {
  const dataDirectory = path.join(parent, 'interrupted');
  const child = spawnUp(dataDirectory, ['--empty']);
  let said = '';
  child.stdout?.setEncoding('utf8');
  // PostgreSQL is running, and other parts are starting.
  await new Promise<void>((resolve) =>
    child.stdout?.on('data', (text: string) => {
      said += text;
      if (said.includes('PostgreSQL (')) resolve();
    }),
  );
  const parts = Object.values(readRecord(dataDirectory)?.parts ?? {}).flatMap(({ process }) => process ?? []);
  expect(parts.length).toBeGreaterThan(0);
  child.kill('SIGINT');
  await new Promise((resolve) => child.once('close', resolve));
  expect(said).toContain('Stopped');
  expect(said).not.toContain('Running.');
  expect(parts.filter(alive)).toEqual([]);
  expect(existsSync(path.join(dataDirectory, 'pids.json'))).toBe(false);
  expect(existsSync(path.join(dataDirectory, 'up.lock'))).toBe(false);
});

test('a missing package that cannot be installed is reported', () => {
  const stubs = path.join(parent, 'stubs');
  mkdirSync(stubs);
  const stub = (name: string, text: string) => writeFileSync(path.join(stubs, name), text, { mode: 0o755 });
  stub('dpkg-query', '#!/bin/sh\ncase "$*" in *dovecot-pgsql*) exit 1 ;; esac\necho installed\n');
  stub('apt-get', '#!/bin/sh\necho "E: Unable to locate package"\nexit 100\n');
  const { status, stderr, stdout } = spawnSync('sh', [path.join(checkout, 'lib/stack/bootstrap.sh'), 'up', '--empty'], {
    env: cleanEnvironment({ PATH: `${stubs}:${process.env.PATH}`, MILEPOST_HOME: path.join(parent, 'lacking') }),
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stdout).toContain('Installing dovecot-pgsql');
  expect(stderr).toContain('E: Unable to locate package');
  expect(stderr).toContain('These packages are missing and could not be installed: dovecot-pgsql');
  expect(existsSync(path.join(parent, 'lacking'))).toBe(false);
});

test('without root everything except Postfix and submission runs, and the start reports this', async () => {
  const dataDirectory = path.join(parent, 'unprivileged');
  mkdirSync(dataDirectory);
  chownSync(dataDirectory, nobody, nobody);
  const child = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'TERM', '--reuid', String(nobody), '--regid', String(nobody), '--clear-groups', '--'],
      path.join(checkout, 'node_modules/.bin/node'),
      ...['--conditions=react-server', '--import', 'tsx', path.join(checkout, 'lib/stack/up.ts'), '--empty'],
    ],
    {
      cwd: checkout,
      env: cleanEnvironment({ MILEPOST_HOME: dataDirectory, HOME: dataDirectory }),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const running = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Running. Ctrl-C')) resolve();
      });
  });
  await Promise.race([running, closed]);
  expect(said).toContain('without root: Postfix, rspamd and the submission service are off, so that no mail is judged');
  expect(said).toContain('Running. Ctrl-C');
  const url = /http:\/\/\S+/.exec(said)?.[0] ?? '';
  expect((await fetch(`${url}/sign-in`)).status).toBe(200);
  expect(Object.keys(readRecord(dataDirectory)?.parts ?? {}).sort()).toEqual([
    'agent',
    'dovecot',
    'panel',
    'policy',
    'postgres',
    'worker',
  ]);
  child.kill('SIGINT');
  await closed;
});
