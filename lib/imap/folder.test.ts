import net from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpenFolder, StructureTooLarge } from './folder';
import { limits } from './limits';

/** A mail server that answers what a test wants it to say to FETCH. */
let answers: (command: string) => string = () => '';
let commands: string[] = [];
const server = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.write('* OK [CAPABILITY IMAP4rev1 PREVIEW] ready\r\n');
  let rest = '';
  socket.on('data', (bytes) => {
    rest += bytes.toString('latin1');
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const [tag, ...words] = rest.slice(0, end).split(' ');
      rest = rest.slice(end + 2);
      const command = words.join(' ');
      if (/^(UID )?FETCH/.test(command)) {
        commands.push(command);
        socket.write(answers(command));
      }
      if (/^(SELECT|LIST)/.test(command))
        socket.write(
          command.startsWith('SELECT')
            ? '* 2 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 3] x\r\n'
            : '* LIST () "/" INBOX\r\n',
        );
      socket.write(`${tag} OK done\r\n`);
    }
  });
});

async function open(): Promise<{ folder: OpenFolder; client: ImapFlow }> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: (server.address() as net.AddressInfo).port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: 'a', pass: 'b', loginMethod: 'LOGIN' },
    logger: false,
    disableAutoIdle: true,
    maxResponseTokens: limits.tokens,
    maxLineLength: limits.lineBytes,
  });
  client.on('error', () => {});
  await client.connect();
  await client.mailboxOpen('INBOX');
  return { folder: new OpenFolder(client, 'INBOX'), client };
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())));
afterAll(() => server.close());

const literal = (text: string) => `{${text.length}}\r\n${text}`;
const row = (seq: number, fields: Record<string, string>, rest = '') =>
  `* ${seq} FETCH (UID ${seq} FLAGS (\\Seen) INTERNALDATE "05-Nov-2026 10:00:00 +0000" RFC822.SIZE 10 ${Object.entries(
    fields,
  )
    .map(([name, value]) => `BODY[HEADER.FIELDS (${name})]<0> ${literal(value)}`)
    .join(' ')}${rest})\r\n`;
const head = {
  FROM: 'From: A <a@x.example>\r\n\r\n',
  TO: '\r\n',
  CC: '\r\n',
  SUBJECT: 'Subject: hello\r\n\r\n',
  DATE: '\r\n',
  'CONTENT-TYPE': 'Content-Type: multipart/mixed;\r\n boundary=b\r\n\r\n',
};
const part = '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 2 1 NIL NIL NIL NIL)';
const structure = (inner: string) => `* 1 FETCH (UID 1 BODYSTRUCTURE ${inner})\r\n`;

it('a list asks for the beginnings of fields, and for nothing whose size a sender chooses', async () => {
  const { folder, client } = await open();
  commands = [];
  answers = () =>
    `* 2 FETCH (FLAGS ())\r\n${row(1, head)}${row(2, { ...head, SUBJECT: '\r\n' }, ' PREVIEW "first words"')}`;
  const rows = await folder.window(0, 10);
  expect(rows.map(({ uid, envelope, attachment, preview }) => [uid, envelope.subject, attachment, preview])).toEqual([
    [2, '', true, 'first words'],
    [1, 'hello', true, ''],
  ]);
  expect(rows[1]).toMatchObject({ envelope: { from: [{ name: 'A', address: 'a@x.example' }] }, size: 10 });
  expect(commands.join()).not.toMatch(/BODYSTRUCTURE|ENVELOPE/);
  for (const [, after] of commands.join().matchAll(/BODY\.PEEK\[[^\]]*\](\S*)/g))
    expect(after).toMatch(/^<0\.\d{3,4}>/);
  client.close();
});

it('a part comes in slices, and its header is not asked for', async () => {
  const { folder, client } = await open();
  commands = [];
  const whole = 'x'.repeat(limits.sliceBytes + 10);
  answers = (command) => {
    const start = Number(/<(\d+)\./.exec(command)?.[1]);
    return `* 1 FETCH (UID 1 BODY[2]<${start}> ${literal(whole.slice(start, start + limits.sliceBytes))})\r\n`;
  };
  expect((await buffer((await folder.download(1, '2')) as Readable)).length).toBe(whole.length);
  expect(commands).toHaveLength(2);
  expect(commands.join()).not.toMatch(/MIME|HEADER/);
  answers = () => '';
  expect(await folder.download(1, '2')).toBeNull();
  client.close();
});

it('a structure is read', async () => {
  const { folder, client } = await open();
  answers = () => structure(`(${part.repeat(300)} "mixed" ("boundary" "b") NIL NIL NIL)`);
  expect((await folder.structure(1))?.childNodes).toHaveLength(300);
  client.close();
});

it.each([
  ['9,000 parts', `(${part.repeat(9000)} "mixed" ("boundary" "b") NIL NIL NIL)`],
  ['a name of 3 MB', `("text" "plain" ("name" "${'x'.repeat(3_000_000)}") NIL NIL "7bit" 2 1 NIL NIL NIL NIL)`],
  [
    'a message to 25,000 people',
    `("message" "rfc822" NIL NIL NIL "7bit" 9 ("d" "s" (${'(NIL NIL "a" "b")'.repeat(25_000)}) NIL NIL NIL NIL NIL NIL "x") ${part} 1 NIL NIL NIL NIL)`,
  ],
])('a structure of %s is given up early', async (_, inner) => {
  const { folder, client } = await open();
  answers = () => structure(inner);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await expect(folder.structure(1)).rejects.toThrow(StructureTooLarge);
  delay.disable();
  expect(delay.max / 1e6).toBeLessThan(300);
  client.close();
});
