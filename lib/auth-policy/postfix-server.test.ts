import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { listenForPostfix } from './listen-for-postfix';
import { readOutbound, writeOutbound } from './outbound';
import { type PostfixRequest, PostfixRequests } from './postfix-request';
import { postfixServer } from './postfix-server';

const directory = mkdtempSync(path.join(tmpdir(), 'policy-'));
const socketPath = path.join(directory, 'test.sock');
const faults: unknown[] = [];
let connections = 0;
let answer: (request: PostfixRequest) => Promise<string> = async () => 'DUNNO';
const server = postfixServer({
  open: () => {
    connections += 1;
    return (request) => answer(request);
  },
  onFailure: 'DUNNO',
  onFault: (error) => faults.push(error),
});

beforeAll(() => listenForPostfix(server, socketPath));
afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  faults.length = 0;
  connections = 0;
});

/** What the server has answered once it sent so many answers, or closed the connection. */
function answers(socket: Socket, count: number): Promise<string> {
  return new Promise((resolve) => {
    let heard = '';
    socket.on('error', () => {});
    socket.on('close', () => resolve(heard));
    socket.on('data', (bytes) => {
      heard += bytes.toString();
      if (heard.split('\n\n').length > count) resolve(heard);
    });
  });
}

it('requests are cut at empty lines, however their bytes arrive', () => {
  const bytes = Buffer.from('request=smtpd_access_policy\nsender=ä=b\n\nrequest=x\n\nreq');
  const whole = new PostfixRequests().push(bytes);
  expect(whole.map((each) => [...each])).toEqual([
    [
      ['request', 'smtpd_access_policy'],
      ['sender', 'ä=b'],
    ],
    [['request', 'x']],
  ]);
  const slow = new PostfixRequests();
  const found = [...bytes].flatMap((byte) => slow.push(Buffer.from([byte])));
  expect(found).toEqual(whole);
});

it('several requests on one connection are answered in their order', async () => {
  answer = async (request) => {
    const name = request.get('name') ?? '';
    await new Promise((resolve) => setTimeout(resolve, name === 'slow' ? 50 : 0));
    return `450 ${name}`;
  };
  const socket = connect(socketPath);
  const heard = answers(socket, 3);
  socket.write('name=slow\n\nname=fa');
  socket.write('st\n\n');
  setTimeout(() => socket.write('name=last\n\n'), 20);
  expect(await heard).toBe('action=450 slow\n\naction=450 fast\n\naction=450 last\n\n');
  expect(connections).toBe(1);
  socket.destroy();
});

it('a fault lets mail go on, and the connection too', async () => {
  answer = async (request) => {
    if (request.get('name') === 'bad') throw new Error('no connection');
    return 'REJECT x\ny';
  };
  const socket = connect(socketPath);
  const heard = answers(socket, 2);
  socket.write('name=bad\n\nname=good\n\n');
  expect(await heard).toBe('action=DUNNO\n\naction=REJECT x?y\n\n');
  expect(faults).toEqual([new Error('no connection')]);
  socket.destroy();
});

it('a request that does not end is dropped', async () => {
  const socket = connect(socketPath);
  const heard = answers(socket, 1);
  socket.write('x'.repeat(70_000));
  expect(await heard).toBe('');
  expect(faults).toHaveLength(1);
});

it('the socket is for its owner and its group', () => {
  expect(statSync(socketPath).mode & 0o777).toBe(0o660);
});

it('the attributes of Postfix are read, and the answers are its actions', () => {
  const request = (more: object) =>
    new Map(
      Object.entries({
        protocol_state: 'END-OF-MESSAGE',
        sasl_username: 'ann@a.test/ap1',
        sender: 'ann@a.test',
        recipient_count: '3',
        instance: '12.34',
        client_address: '192.0.2.7',
        ...more,
      }),
    );
  expect(readOutbound(request({}))).toEqual({
    stage: 'message',
    login: 'ann@a.test/ap1',
    sender: 'ann@a.test',
    recipients: 3,
    instance: '12.34',
    ip: '192.0.2.7',
  });
  expect(readOutbound(request({ protocol_state: 'RCPT', recipient_count: '0' }))).toMatchObject({
    stage: 'recipient',
    recipients: 0,
  });
  expect(readOutbound(request({ protocol_state: 'DATA' }))).toBeNull();
  expect(writeOutbound({ kind: 'allowed' })).toBe('DUNNO');
  expect(writeOutbound({ kind: 'later', text: 'x' })).toBe('450 4.7.1 x');
  expect(writeOutbound({ kind: 'never', text: 'x' })).toBe('550 5.7.1 x');
});
