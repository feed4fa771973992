import { afterAll, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { pop3Client, type RawClient } from '@/lib/mail-clients';
import { makeWorld, until } from '@/lib/testing';

// Refusals as Dovecot itself logs them, by their true name.

const world = await makeWorld(['anna']);
const [anna] = world.owners;
const clients: RawClient[] = [];
afterAll(() => {
  for (const client of clients) client.hangUp();
});

it('too many connections at once are no failed password', async () => {
  if (!anna) throw new Error('no mailbox');
  const port = config().MILEPOST_PORTS.pop3;
  const refused = await until(async () => {
    try {
      clients.push(await pop3Client(port, anna.address, anna.password));
      return null;
    } catch (error) {
      return error as Error;
    }
  });
  expect(refused.message).toContain('Maximum number of connections');
  const [failure, ...others] = await until(async () => {
    const rows = await db().failedLogin.findMany({ where: { mailboxId: anna.id } });
    return rows.length > 0 ? rows : null;
  });
  expect(others).toEqual([]);
  expect(failure).toMatchObject({ reason: 'too-many-connections', protocol: 'pop3', remoteIp: '127.0.0.1' });
});
