import { describe, expect, it } from 'vitest';
import { peerPolicy } from './peers';
import { uidOf } from './sockets';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (local: string, remote: string, uid: number, { state = '01', inode = '4711' } = {}) =>
  `   7: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000 ${String(uid).padStart(5)}        0 ${inode} 1 0000000000000000 20 4 30 10 -1\n`;

/** 127.0.0.1:40000 to 127.0.0.1:20188 */
const client = '0100007F:9C40';
const server = '0100007F:4EDC';
const peer = { address: '127.0.0.1', port: 40_000, serverAddress: '127.0.0.1', serverPort: 20_188 };

describe('the uid of a connection', () => {
  it('is that of the side that opened it', () => {
    const rows = `${head}${row(server, client, 0)}${row('0100007F:9C41', server, 33)}${row(client, server, 42_100)}`;
    expect(uidOf(rows, peer)).toBe(42_100);
  });

  it('is found for an IPv6 socket with an IPv4 address', () => {
    const six = row(`0000000000000000FFFF0000${client}`, `0000000000000000FFFF0000${server}`, 42_101);
    expect(uidOf(`${head}${six}`, peer)).toBe(42_101);
  });

  it('is found for other addresses of the host', () => {
    const rows = row('0902A8C0:9C40', '0100007F:4EDC', 1000);
    expect(uidOf(rows, { ...peer, address: '192.168.2.9' })).toBe(1000);
  });

  it.each([
    ['is not there', row('0100007F:9C41', server, 0)],
    ['is on another port of the server', row(client, '0100007F:4EDD', 0)],
    ['was closed by its process', row(client, server, 0, { inode: '0' })],
    ['is ending', row(client, server, 0, { state: '04' })],
    ['is only remembered', row(client, server, 0, { state: '06', inode: '0' })],
    ['is nonsense', 'x y z'],
  ])('is unknown if the connection %s', (_, rows) => {
    expect(uidOf(head + rows, peer)).toBeNull();
  });

  it('is unknown for an address that is none', () => {
    expect(uidOf(head + row(client, server, 0), { ...peer, address: 'unknown' })).toBeNull();
  });
});

describe('a port that trusts', () => {
  const request = (more: Record<string, string> = {}) =>
    new Map(
      Object.entries({
        protocol_state: 'CONNECT',
        client_address: '127.0.0.1',
        client_port: '40000',
        server_address: '127.0.0.1',
        server_port: '20188',
        ...more,
      }),
    );
  const refusal = /^REJECT /;
  let rows = '';
  const open = () => peerPolicy(new Set([0, 42_100]), async () => rows)();

  it('accepts the mail users, and refuses others and what it cannot see', async () => {
    const answer = open();
    rows = row(client, server, 42_100);
    expect(await answer(request())).toBe('DUNNO');
    rows = row(client, server, 65_534);
    expect(await answer(request())).toMatch(refusal);
    rows = '';
    expect(await answer(request())).toMatch(refusal);
  });

  it('judges the connection alone, not what XCLIENT says later', async () => {
    const answer = open();
    rows = row(client, server, 42_100);
    expect(await answer(request())).toBe('DUNNO');
    const replaced = { client_address: '127.0.0.9', client_port: '5555' };
    expect(await answer(request(replaced))).toBe('DUNNO');
    expect(await answer(request({ ...replaced, protocol_state: 'RCPT' }))).toBe('DUNNO');
  });

  it('does not trust the next connection of the same process of Postfix', async () => {
    const answer = open();
    rows = row(client, server, 42_100);
    await answer(request());
    rows += row('0100007F:15B3', server, 65_534);
    expect(await answer(request({ client_port: '5555' }))).toMatch(refusal);
    rows = row(client, server, 42_100, { state: '08' });
    expect(await answer(request({ client_port: '5555' }))).toMatch(refusal);
  });
});
