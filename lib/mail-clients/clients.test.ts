import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ImapClient, ManageSieveClient, openImapFlow, Pop3Client, RawClient, submitAs } from '.';

const account = { address: 'anna@here.example', password: 'say "ä\\"' };
const claimed = { ip: '198.51.100.7', port: 40_000 };
let server: net.Server | undefined;
/** What the clients of a test sent. */
let received = '';

afterEach(() => server?.close());

/**
 * A server that sends a greeting and then follows a script: when the received text matches a pattern, it sends the
 * answer and clears the text.
 */
async function serve(greeting: string, ...script: [RegExp, string | null][]): Promise<number> {
  received = '';
  const listening = net.createServer((socket) => {
    const left = [...script];
    let heard = '';
    socket.write(greeting);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      received += bytes.toString();
      heard += bytes.toString();
      for (let next = left[0]; next?.[0].test(heard); next = left[0]) {
        left.shift();
        heard = '';
        if (next[1] === null) socket.destroy();
        else socket.write(next[1]);
      }
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return (listening.address() as net.AddressInfo).port;
}

test('a raw client reads lines, bytes and up to a pattern, and keeps the rest', async () => {
  const port = await serve('* OK ready\r\n', [/GO\r\n/, 'line one\r\nfünf bytes\r\nthen OK rest\r\nnext\r\n']);
  const client = await RawClient.open(port);
  client.send('GO');
  expect(await client.line()).toBe('line one');
  expect((await client.bytes(5)).toString()).toBe('fünf');
  expect(await client.until(/OK /)).toBe(' bytes\r\nthen OK ');
  expect(await client.line()).toBe('rest');
  expect(await client.line()).toBe('next');
  client.hangUp();
});

test('a raw client notices that the server closed the connection, whatever it waits for', async () => {
  const port = await serve('* OK ready\r\n', [/QUIT\r\n/, null]);
  const client = await RawClient.open(port);
  const [gone, answer] = [client.gone(), client.imap('QUIT')];
  await expect(answer).rejects.toThrow(/after: $/);
  await gone;
  await client.gone();
  await expect(client.pop3('NOOP')).rejects.toThrow();
});

test('a refused connection rejects', async () => {
  const port = await serve('');
  await new Promise((resolve) => server?.close(resolve));
  await expect(RawClient.connect({ port })).rejects.toThrow('ECONNREFUSED');
});

test('IMAP: the claimed address, quoting, literals, and new mail during IDLE', async () => {
  const port = await serve(
    '* OK ready\r\n',
    [/^a1 ID .*\r\n/, '* ID NIL\r\na1 OK done\r\n'],
    [/^a2 LOGIN .*\r\n/, 'a2 OK done\r\n'],
    [/^a3 SELECT/, '* 2 EXISTS\r\na3 OK done\r\n'],
    [/^a4 FETCH/, '* 2 FETCH (BODY[] {6}\r\na\r\nb\r\n)\r\na4 OK done\r\n'],
    [/^a5 IDLE\r\n/, '+ idling\r\n* 3 EXISTS\r\n'],
    [/^DONE\r\n/, 'a5 OK done\r\n'],
    [/^a6 MOVE/, 'a6 NO [TRYCREATE] no such folder\r\n'],
  );
  const client = await ImapClient.connect({ port }, account, { program: { name: 'Phone' }, claimed });
  expect(received).toContain('ID ("name" "Phone" "x-originating-ip" "198.51.100.7" "x-originating-port" "40000")');
  expect(received).toContain('LOGIN "anna@here.example" "say \\"ä\\\\\\""');
  await client.run('SELECT INBOX');
  expect(client.exists).toBe(2);
  expect(await client.run('FETCH 2 (BODY[])')).toEqual(['* 2 FETCH (BODY[] "a  b  ")']);
  expect(await client.idle(5000)).toBe(true);
  await expect(client.run('MOVE 1 Nowhere')).rejects.toThrow(/^NO \[TRYCREATE\]/);
  client.hangUp();
});

test('POP3: a list, a message, and the text of a refusal', async () => {
  const signIn: [RegExp, string][] = [
    [/^USER .*\r\n/, '+OK\r\n'],
    [/^PASS .*\r\n/, '+OK\r\n'],
  ];
  const port = await serve(
    '+OK ready\r\n',
    ...signIn,
    [/^UIDL\r\n/, '+OK\r\n1 abc\r\n2 def\r\n.\r\n'],
    [/^RETR 2\r\n/, '+OK\r\nSubject: x\r\n\r\nText\r\n.\r\n'],
    [/^UIDL\r\n/, '+OK\r\n.\r\n'],
    [/^DELE 9\r\n/, '-ERR no such message\r\n'],
  );
  const client = await Pop3Client.connect({ port }, account);
  expect(await client.list()).toEqual([
    { number: 1, uidl: 'abc' },
    { number: 2, uidl: 'def' },
  ]);
  expect(await client.retrieve(2)).toBe('Subject: x\r\n\r\nText');
  expect(await client.list()).toEqual([]);
  await expect(client.remove(9)).rejects.toThrow('-ERR no such message');
  client.hangUp();
});

test('ManageSieve: capabilities, a script as a literal, and a refusal with one', async () => {
  const script = '# läuft\r\nOK;\r\nkeep; # {5}';
  const port = await serve(
    '"IMPLEMENTATION" "x"\r\n"SIEVE" "fileinto"\r\nOK "ready."\r\n',
    [/^XCLIENT .*\r\n/, 'OK "Updated"\r\n'],
    [/^AUTHENTICATE "PLAIN" ".*"\r\n/, 'OK "Logged in."\r\n'],
    [/^LISTSCRIPTS\r\n/, '"a" ACTIVE\r\n"b"\r\nOK "done"\r\n'],
    [/^GETSCRIPT "a"\r\n/, `{${Buffer.byteLength(script)}}\r\n${script}\r\nOK "done"\r\n`],
    [/^PUTSCRIPT "b" \{4\+\}\r\nbad;\r\n/, 'NO {15}\r\nline 1:\r\nerror.\r\n'],
    [/^LOGOUT\r\n/, 'OK "bye"\r\n'],
  );
  const client = await ManageSieveClient.connect({ port }, account, { claimed });
  expect(await client.list()).toEqual(['"a" ACTIVE', '"b"']);
  expect(await client.get('a')).toBe(script);
  await expect(client.put('b', 'bad;')).rejects.toThrow(/line 1:\r\nerror\./);
  await client.logout();
});

test('submission under a claimed address doubles leading dots', async () => {
  const port = await serve(
    '220 ready\r\n',
    [/^EHLO .*\r\n/, '250-here\r\n250 OK\r\n'],
    [/^XCLIENT ADDR=198.51.100.7 PORT=40000\r\n/, '220 ready\r\n'],
    [/^EHLO .*\r\n/, '250-here\r\n250 OK\r\n'],
    [/^AUTH PLAIN .*\r\n/, '235 OK\r\n'],
    [/^MAIL FROM:<anna@here.example>\r\n/, '250 OK\r\n'],
    [/^RCPT TO:<ben@here.example>\r\n/, '250 OK\r\n'],
    [/^DATA\r\n/, '354 go on\r\n'],
    [/\r\n\.\r\n$/, '250 OK\r\n'],
    [/^QUIT\r\n/, '221 bye\r\n'],
  );
  const message = Buffer.from('Subject: x\r\n\r\n.hidden\r\n');
  const mail = { recipients: ['ben@here.example'], message, lingerMs: 1 };
  await submitAs(claimed, { port, signal: new AbortController().signal }, account, mail);
  expect(received).toContain('\r\n..hidden\r\n.\r\n');
});

test('the IMAP library connects from the given address', async () => {
  let from: string | undefined;
  const port = await serve('* BYE not today\r\n');
  server?.on('connection', (socket) => {
    from = socket.remoteAddress;
  });
  await expect(openImapFlow({ port, secure: false, from: '127.9.8.7' }, account)).rejects.toThrow();
  expect(from).toBe('127.9.8.7');
});
