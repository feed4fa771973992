import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { listeningInodes } from './port-holder';
import { alive, identify, parseStat, sessionOf } from './process-table';

test('a command name with spaces and parentheses does not shift the fields', () => {
  const fields = Array.from({ length: 50 }, (_, index) => String(index + 3));
  fields[0] = 'S';
  const stat = parseStat(`4711 (a) (b c) ${fields.join(' ')}`);
  // proc(5) counts from one: state is field 3, parent 4, session 6, start time 22.
  expect(stat).toEqual({ state: 'S', parent: 4, session: 6, started: '22' });
});

test('another start time or another boot is another process', () => {
  const own = identify(process.pid);
  if (!own) throw new Error('no identity');
  expect(alive(own)).toBe(true);
  expect(alive({ ...own, started: '1' })).toBe(false);
  expect(alive({ ...own, boot: 'another' })).toBe(false);
});

test('finds exactly the processes that a killed leader left in its session', async () => {
  const leader = spawn('sh', ['-c', 'sleep 60 & echo ready; wait'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(leader.stdout, 'data');
  const first = identify(leader.pid ?? 0);
  if (!first) throw new Error('no leader');
  leader.kill('SIGKILL');
  await once(leader, 'exit');
  const left = sessionOf(first);
  expect(left).toHaveLength(1);
  expect(left[0]?.pid).not.toBe(process.pid);
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  expect(sessionOf({ ...first, boot: 'another' })).toEqual([]);
});

test('only listening sockets of this port count', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0
   1: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 20 4 30 10 -1
   2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0
`;
  expect(listeningInodes(table, 8080)).toEqual(['111']);
  expect(listeningInodes(table, 80)).toEqual(['333']);
  expect(listeningInodes(table, 81)).toEqual([]);
});
