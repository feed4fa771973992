import { readdirSync, readFileSync, statSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OwnStack, startOwnStack } from '@/lib/testing';

// Postfix's log is rotated repeatedly, while strangers connect: each of them is in it.

const together = 20;
/** The files are read after this many rounds: often enough to see each before it is removed. */
const rounds = 10;
/** The smallest that a start accepts: about 250 connections. */
const limit = 65_536;

let stack: OwnStack;

beforeAll(async () => {
  stack = await startOwnStack({ env: { MILEPOST_LOG_BYTES: String(limit) } });
});

afterAll(async () => {
  await stack?.stop();
});

const directory = () => path.join(stack.dataDirectory, 'log');
const files = () => readdirSync(directory()).filter((name) => /^postfix\.log(\.2|$)/.test(name));

/** Says EHLO and QUIT to the port for other hosts, and returns the port of its own side. */
function visit(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: stack.ports.smtp });
    let own = 0;
    socket.once('connect', () => {
      own = (socket.address() as AddressInfo).port;
    });
    socket.once('data', () => socket.write('EHLO visitor.example\r\nQUIT\r\n'));
    socket.once('error', reject);
    socket.once('close', () => resolve(own));
    socket.resume();
  });
}

test('no connection is missing in the logs, which stay small, few and closed to others', async () => {
  // Old files are removed after four newer ones, so each is read as soon as it is there.
  const seen = new Map<string, string>();
  const read = () => {
    for (const name of files()) {
      const file = path.join(directory(), name);
      seen.set(String(statSync(file, { bigint: true }).ino), readFileSync(file, 'utf8'));
    }
  };
  const visits: number[] = [];
  // Until it was rotated three times.
  while (seen.size < 4) {
    for (let round = 0; round < rounds; round += 1)
      visits.push(...(await Promise.all(Array.from({ length: together }, visit))));
    read();
  }
  const tally = (ports: number[]) => {
    const found = new Map<number, number>();
    for (const port of ports) found.set(port, (found.get(port) ?? 0) + 1);
    return found;
  };
  const wanted = [...tally(visits)];
  await vi.waitFor(
    () => {
      read();
      const text = [...seen.values()].join('');
      const logged = tally([...text.matchAll(/ connect from \S+:(\d+)$/gm)].map(([, port]) => Number(port)));
      expect(wanted.filter(([port, times]) => (logged.get(port) ?? 0) < times)).toEqual([]);
    },
    { timeout: 30_000, interval: 500 },
  );
  await vi.waitFor(() => expect(statSync(path.join(directory(), 'postfix.log')).size).toBeLessThan(limit), {
    timeout: 10_000,
    interval: 200,
  });
  // One that is not handed over yet stays.
  await vi.waitFor(() => expect(files().length).toBeLessThanOrEqual(5), { timeout: 30_000, interval: 200 });
  for (const name of files())
    expect([name, statSync(path.join(directory(), name)).mode & 0o777]).toEqual([name, 0o640]);
});
