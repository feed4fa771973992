import { afterAll, expect, test, vi } from 'vitest';
import { openImapFlow } from '@/lib/mail-clients';
import { makeWorld, type OwnStack, startOwnStack } from '@/lib/testing';
import { alive, sessionOf } from './process-table';
import { readRecord } from './running';
import { readStackEnvironment } from './stack-environment';

let stack: OwnStack | undefined;
afterAll(async () => {
  await stack?.stop();
});

test('kill -9 of the supervisor leaves no process, and the data directory can be started again', async () => {
  stack = await startOwnStack();
  Object.assign(process.env, readStackEnvironment(stack.dataDirectory));
  const { owners } = await makeWorld(['anna']);
  // A session survives its master while its client is connected.
  const [anna] = owners;
  if (!anna) throw new Error('no mailbox');
  const client = await openImapFlow({ port: stack.ports.imaps }, anna);
  await client.mailboxOpen('INBOX');

  const firsts = Object.values(readRecord(stack.dataDirectory)?.parts ?? {}).flatMap((part) => part.process ?? []);
  const all = firsts.flatMap((first) => [first, ...sessionOf(first)]);
  expect(firsts.length).toBeGreaterThanOrEqual(6);
  expect(all.filter(alive)).toEqual(all);
  process.kill(stack.pid, 'SIGKILL');
  await vi.waitFor(() => expect(all.filter(alive)).toEqual([]), { timeout: 30_000, interval: 100 });
  expect(firsts.flatMap(sessionOf)).toEqual([]);

  const { dataDirectory } = stack;
  stack = await startOwnStack({ dataDirectory });
  expect((await fetch(`${stack.url}/api/health`)).status).toBe(200);
});
