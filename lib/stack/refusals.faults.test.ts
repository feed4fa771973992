import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newHome, refusedUp } from './own-stack';
import { choosePorts, offsets, type PortName, wishedPorts } from './ports';

// A start that cannot succeed says why in a sentence, ends with code 1, and leaves nothing running.

let parent: string;

beforeAll(() => {
  parent = newHome();
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

const names = Object.keys(offsets) as PortName[];
const freeBlock = () => choosePorts(wishedPorts({} as NodeJS.ProcessEnv), undefined, '127.0.0.1', names);

test('a taken port is named, with what holds it and how to choose another', async () => {
  const ports = await freeBlock();
  const holder = net.createServer();
  await new Promise<void>((resolve) => holder.listen(ports.pop3, '127.0.0.1', resolve));
  const home = path.join(parent, 'taken');
  try {
    const { code, said } = await refusedUp(home, ['--empty'], {
      MILEPOST_PORT_BASE: String(ports.pop3 - offsets.pop3),
    });
    expect(code).toBe(1);
    expect(said).toContain(`Port ${ports.pop3} (pop3, asked for) is taken by`);
    expect(said).toContain(String(process.pid));
    expect(said).toContain('MILEPOST_PORT_POP3');
    expect(existsSync(path.join(home, 'pids.json'))).toBe(false);
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

test('a port that is no port is refused', async () => {
  const { code, said } = await refusedUp(path.join(parent, 'no-port'), ['--empty'], { MILEPOST_PORT_IMAP: '99999' });
  expect(code).toBe(1);
  expect(said).toContain('MILEPOST_PORT_IMAP must be a whole number from 1 to 65535, not "99999"');
});

test('a home that cannot be written is refused', async () => {
  // Below a file, nobody can make a directory, not even root.
  const file = path.join(parent, 'a-file');
  writeFileSync(file, '');
  const { code, said } = await refusedUp(path.join(file, 'home'), ['--empty']);
  expect(code).toBe(1);
  expect(said).toContain(`The home ${path.join(file, 'home')} cannot be written`);
  expect(said).toContain('MILEPOST_HOME');
});

test('a home that the services cannot enter is refused', async () => {
  const closed = path.join(parent, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  chmodSync(closed, 0o700);
  const { code, said } = await refusedUp(path.join(closed, 'home'), ['--empty']);
  expect(code).toBe(1);
  expect(said).toContain(`lies below ${closed}`);
});

test('a home on a full disk is refused before anything is written there', async () => {
  const disk = path.join(parent, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m,mode=711', 'tmpfs', disk]);
  try {
    const home = path.join(disk, 'home');
    const { code, said } = await refusedUp(home, ['--empty']);
    expect(code).toBe(1);
    expect(said).toMatch(/has \d+ MB left; at least 200 MB are needed/);
    expect(readdirSync(home)).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
  }
});
