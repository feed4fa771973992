import { expect, test } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { openImapFlow } from '@/lib/mail-clients';
import { protocols } from '@/lib/protocols';
import { makeWorld } from '@/lib/testing';

/** Signs in over IMAPS and returns the folders. Throws the error of Dovecot if it refused. */
async function folders(address: string, password: string): Promise<string[]> {
  try {
    const client = await openImapFlow({ port: config().MILEPOST_PORTS.imaps }, { address, password });
    const rows = await client.list();
    await client.logout();
    return rows.map(({ path }) => path).sort();
  } catch (error) {
    throw new Error(String((error as { responseText?: string }).responseText ?? error));
  }
}

test('a mailbox of the database signs in over IMAP with its argon2id password', async () => {
  const { owners } = await makeWorld(['anna']);
  const anna = owners[0];
  if (!anna) throw new Error('no mailbox');
  await expect(folders(anna.address, anna.password)).resolves.toEqual([
    'Archive',
    'Drafts',
    'INBOX',
    'Junk',
    'Sent',
    'Trash',
  ]);
  await expect(folders(anna.address, `${anna.password}x`)).rejects.toThrow('Authentication failed');
  await expect(folders(`nobody.${anna.address}`, anna.password)).rejects.toThrow('Authentication failed');
});

test('a disabled protocol and a suspension are refused with their reason', async () => {
  const { owners } = await makeWorld(['off', 'blocked']);
  const [off, blocked] = owners;
  if (!off || !blocked) throw new Error('no mailboxes');
  await db().mailbox.update({
    where: { id: off.id },
    data: { protocols: protocols.filter((protocol) => protocol !== 'imap') },
  });
  await db().mailbox.update({
    where: { id: blocked.id },
    data: { suspendedAt: new Date(), suspendReason: 'Unpaid: ask the office' },
  });
  await expect(folders(off.address, off.password)).rejects.toThrow('imap access is not enabled for this mailbox');
  await expect(folders(blocked.address, blocked.password)).rejects.toThrow('Unpaid: ask the office');
});
