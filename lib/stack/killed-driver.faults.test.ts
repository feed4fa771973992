import { ImapFlow } from 'imapflow';
import { afterAll, expect, test, vi } from 'vitest';
import { type OwnStack, startOwnStack } from './own-stack';
import { makeWorld } from './own-world';
import { alive, sessionOf } from './process-table';
import { readRecord } from './running';
import { readStackEnvironment } from './stack-env';

let stack: OwnStack | undefined;
afterAll(async () => {
  await stack?.stop();
});

test('kill -9 of the driver leaves nothing running, and the home starts again', async () => {
  stack = await startOwnStack();
  Object.assign(process.env, readStackEnvironment(stack.home));
  const { owners } = await makeWorld(['anna']);
  // A session outlives its master as long as its client stays.
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: stack.ports.imaps,
    secure: true,
    tls: { rejectUnauthorized: false },
    auth: { user: owners[0]?.address ?? '', pass: owners[0]?.password ?? '' },
    logger: false,
  });
  client.on('error', () => {});
  await client.connect();
  await client.mailboxOpen('INBOX');

  const firsts = Object.values(readRecord(stack.home)?.parts ?? {}).flatMap((part) => part.process ?? []);
  const all = firsts.flatMap((first) => [first, ...sessionOf(first)]);
  expect(firsts.length).toBeGreaterThanOrEqual(6);
  expect(all.filter(alive)).toEqual(all);
  process.kill(stack.pid, 'SIGKILL');
  await vi.waitFor(() => expect(all.filter(alive)).toEqual([]), { timeout: 30_000, interval: 100 });
  expect(firsts.flatMap(sessionOf)).toEqual([]);

  const { home } = stack;
  stack = await startOwnStack({ home });
  expect((await fetch(`${stack.url}/api/health`)).status).toBe(200);
});
