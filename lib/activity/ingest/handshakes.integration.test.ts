import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { beforeAll, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { listFindings, readReport } from '@/lib/devices';
import { actorWith, makeWorld, signInsFrom, until, type World } from '@/lib/testing';
import { readHandshakes } from '../read/handshakes';

// Programs that the real Dovecot turns away before the sign-in.

const { from, signsIn } = signInsFrom('127.119');
const ports = () => config().MILEPOST_PORTS;
let world: World;
let anna: World['owners'][number];
const reseller = () => actorWith({ tenantId: world.resellerId, resellerId: world.resellerId });

beforeAll(async () => {
  world = await makeWorld(['anna']);
  anna = world.owners[0] as World['owners'][number];
});

/** A handshake with these limits of the client, until the server has closed the connection. */
async function shake(localAddress: string, limits: tls.ConnectionOptions): Promise<void> {
  const wire = net.connect({ host: '127.0.0.1', port: ports().imaps, localAddress });
  const socket = tls.connect({ socket: wire, rejectUnauthorized: false, ...limits });
  socket.on('error', () => {});
  if (!wire.closed) await once(wire, 'close');
}
const oldTls = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

const counted = (remoteIp: string, count = 1) =>
  until(async () => {
    const rows = await db().failedHandshake.findMany({ where: { remoteIp } });
    return rows.reduce((sum, row) => sum + row.count, 0) >= count ? rows : null;
  });

it('old TLS is counted by address, protocol and reason', async () => {
  const ip = from();
  await shake(ip, oldTls);
  await shake(ip, oldTls);
  const rows = await counted(ip, 2);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  for (const row of rows) expect(row).toMatchObject({ reason: 'old-tls', protocol: 'imap' });
});

it('a cipher that the server does not offer is no common cipher', async () => {
  const ip = from();
  await shake(ip, { maxVersion: 'TLSv1.2', ciphers: 'AES128-GCM-SHA256' });
  expect(await counted(ip)).toMatchObject([{ reason: 'no-cipher', count: 1 }]);
});

it('text on a TLS port does not use TLS', async () => {
  const ip = from();
  const socket = net.connect({ host: '127.0.0.1', port: ports().pop3s, localAddress: ip });
  socket.on('error', () => {});
  socket.end('USER anna\r\n');
  socket.resume();
  await once(socket, 'close');
  expect(await counted(ip)).toMatchObject([{ reason: 'not-tls', protocol: 'pop3', count: 1 }]);
});

it('a client that does not trust the certificate refuses it', async () => {
  const ip = from();
  // Node looks at the certificate after the handshake and sends no alert.
  const client = spawn(
    'openssl',
    [
      's_client',
      '-connect',
      `127.0.0.1:${ports().imaps}`,
      '-bind',
      `${ip}:0`,
      '-verify_return_error',
      '-no-CAfile',
      '-no-CApath',
      '-no-CAstore',
    ],
    { stdio: ['pipe', 'ignore', 'ignore'] },
  );
  client.stdin.end();
  await once(client, 'close');
  expect(await counted(ip)).toMatchObject([{ reason: 'certificate-refused', count: 1 }]);
});

it('a program where a device was last seen is a finding of that mailbox, until the device comes back', async () => {
  const home = from();
  expect(await signsIn('imap', anna, home)).toBe(true);
  const device = await until(() => db().device.findFirst({ where: { mailboxId: anna.id, remoteIp: home } }));
  for (let attempt = 0; attempt < 3; attempt += 1) await shake(home, oldTls);
  await counted(home, 3);
  const mine = await until(async () =>
    (await listFindings(reseller(), { mailboxId: anna.id })).rows.find(({ kind }) => kind === 'handshake-fails'),
  );
  expect(mine).toMatchObject({ deviceIds: [device.id], details: { ip: home, reason: 'old-tls', count: 3 } });
  expect(await readHandshakes(reseller())).toMatchObject([
    { ip: home, reason: 'old-tls', count: 3, mailboxes: [{ id: anna.id, address: anna.address }] },
  ]);
  expect((await readReport(reseller(), { days: 30 })).turnedAway).toBe(3);
  // Another tenant learns nothing of it.
  const rival = await makeWorld(['bob']);
  const other = actorWith({ tenantId: rival.resellerId, resellerId: rival.resellerId });
  expect(await readHandshakes(other)).toEqual([]);
  expect((await readReport(other, { days: 30 })).turnedAway).toBe(0);
  expect(await signsIn('imap', anna, home)).toBe(true);
  await until(async () =>
    (await listFindings(reseller(), { mailboxId: anna.id })).rows.every(({ kind }) => kind !== 'handshake-fails'),
  );
});
