import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { createDomain } from '@/lib/domains';
import { mailTransport } from '@/lib/mail-clients';
import { createMailbox } from '@/lib/mailboxes';
import { perProtocol } from '@/lib/protocols';
import { type OwnStack, ownReseller, startOwnStack, until } from '@/lib/testing';
import { readStackEnvironment } from './stack-environment';

// A host with a virus scanner: one of the test, which speaks as much of clamd(8) as rspamd does.

const password = 'correct-horse-1';
const virus = 'X-THIS-IS-THE-VIRUS-OF-THE-TEST';
let scanner: Server;
let stack: OwnStack;
let anna = '';
let ben = '';

/** Answers INSTREAM: chunks with their length before them, and an empty one at the end. */
function scan(data: Buffer): string | null {
  let at = 'zINSTREAM\0'.length;
  let text = '';
  for (;;) {
    if (data.length < at + 4) return null;
    const length = data.readUInt32BE(at);
    if (length === 0) return text.includes(virus) ? 'stream: Test.Virus FOUND\0' : 'stream: OK\0';
    if (data.length < at + 4 + length) return null;
    text += data.toString('latin1', at + 4, at + 4 + length);
    at += 4 + length;
  }
}

beforeAll(async () => {
  scanner = createServer((socket) => {
    let data = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      data = Buffer.concat([data, piece]);
      const answer = scan(data);
      if (answer) socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => scanner.listen(0, '127.0.0.1', resolve));
  const address = scanner.address();
  if (!address || typeof address === 'string') throw new Error('no port');
  stack = await startOwnStack({ env: { MILEPOST_CLAMD: `127.0.0.1:${address.port}` } });
  Object.assign(process.env, readStackEnvironment(stack.dataDirectory));
  const { reseller, customer, tag } = await ownReseller();
  const { id: domainId } = await createDomain(reseller, {
    name: `virus-${tag}.example`,
    customerId: customer.customerId ?? '',
  });
  const protocols = perProtocol(() => true);
  for (const localPart of ['anna', 'ben'])
    await createMailbox(reseller, { domainId, localPart, displayName: '', password, quotaBytes: 1e9, protocols });
  anna = `anna@virus-${tag}.example`;
  ben = `ben@virus-${tag}.example`;
});

afterAll(async () => {
  await stack?.stop();
  scanner?.close();
});

/** Sends a message and returns the answer and its verdict in the trail. */
async function send(text: string, from = '') {
  const messageId = `<${randomUUID()}@t.example>`;
  const transport = from
    ? mailTransport({ port: stack.ports.submission }, { address: from, password })
    : mailTransport({ port: stack.ports.smtp }, null);
  const answer = await transport
    .sendMail({ from: from || 'a@elsewhere.example', to: ben, subject: 's', text, messageId })
    .then(
      () => '250',
      (error: { response?: string; message: string }) => error.response ?? error.message,
    );
  const event = await until(async () => db().mailEvent.findFirst({ where: { messageId, service: 'rspamd' } }));
  return { answer, kind: event.kind, verdict: JSON.stringify(event.verdict) };
}

test('a virus is refused by its name, from outside and from an account', async () => {
  expect(stack.said()).not.toContain('No virus scanner');
  for (const from of ['', anna]) {
    const refused = await send(virus, from);
    expect(refused.answer).toMatch(/^554 5\.7\.1 Virus found: Test\.Virus/);
    expect(refused.kind).toBe('refused');
    expect(refused.verdict).toContain('CLAM_VIRUS');
    expect((await send('Hello', from)).answer).toBe('250');
  }
});

test('without an answer of the scanner mail goes on, and its verdict says so', async () => {
  await new Promise((resolve) => scanner.close(resolve));
  const passed = await send(virus);
  expect(passed.answer).toBe('250');
  expect(passed.kind).not.toBe('refused');
  expect(passed.verdict).toContain('CLAM_VIRUS_FAIL');
});
