import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { config } from '@/lib/config';
import { SieveClient } from './client';

it('refuses an invalid token immediately, and every command without a sign-in', async () => {
  const { client, capabilities } = await SieveClient.open('127.0.0.1', config().MILEPOST_PORTS.sieve);
  expect(capabilities.get('SASL')?.split(' ')).toContain('PLAIN');
  expect(capabilities.get('SIEVE')?.split(' ')).toEqual(
    expect.arrayContaining([
      'fileinto',
      'vacation',
      'include',
      'mailbox',
      'imap4flags',
      'reject',
      'mime',
      'body',
      'date',
    ]),
  );
  // An address of its own, as a browser behind the panel has.
  await client.run(`XCLIENT ADDR=10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`);
  const initial = Buffer.from('\0anna@nowhere.example\0not-a-token').toString('base64');
  await expect(client.authenticate('PLAIN', initial)).rejects.toMatchObject({ name: 'SieveRefusal' });
  // None of the following commands works without a sign-in.
  await expect(client.run('LISTSCRIPTS')).rejects.toMatchObject({ name: 'SieveRefusal' });
  await client.logout();
});
