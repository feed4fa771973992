import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { createMailToken } from '@/lib/dovecot';
import { removeMailbox, restoreMailbox } from '@/lib/mailboxes';
import { mailSignIn, ownAccounts, signInsFrom, until } from '@/lib/testing';
import { blockNetwork, createAppPassword, listNetworkBlocks, revokeAccess, unblockNetwork } from '.';

const { signsIn } = signInsFrom('127.84');
const { reseller, rival, password, newMailbox } = await ownAccounts();

/** Signs in like webmail: from the host of the panel, with a token and the address of the browser. */
async function webSignsIn(mailbox: { mailboxId: string; address: string }, browser: string): Promise<boolean> {
  const { id: signInId } = await db().signIn.create({
    data: {
      mailboxId: mailbox.mailboxId,
      ip: browser,
      userAgent: 'test',
      expiresAt: new Date(Date.now() + 3_600_000),
    },
    select: { id: true },
  });
  const token = await createMailToken(mailbox.mailboxId, signInId);
  const answer = Buffer.from(`\0${mailbox.address}\0${token}`).toString('base64');
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port: config().MILEPOST_PORTS.imap });
    socket.on('error', reject);
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      const said = /^b (OK|NO|BAD)/m.exec(heard);
      if (!said) return;
      socket.destroy();
      resolve(said[1] === 'OK');
    });
    socket.write(`a ID ("x-originating-ip" "${browser}" "x-session-id" "${crypto.randomUUID()}")\r\n`);
    socket.write(`b AUTHENTICATE PLAIN ${answer}\r\n`);
  });
}

describe('a blocked network', () => {
  it('is refused by every protocol and by webmail, only for this mailbox, until it is unblocked', async () => {
    const mailbox = await newMailbox('blocked');
    const other = await newMailbox('other');
    const { token } = await createAppPassword(reseller, {
      mailboxId: mailbox.mailboxId,
      name: 'Laptop',
      protocols: ['imap', 'pop3', 'submission'],
    });
    const app = { address: mailbox.address, password: token };
    // A cached sign-in must not be accepted afterwards.
    for (const protocol of ['imap', 'pop3', 'submission'] as const)
      expect(await signsIn(protocol, mailbox, '127.84.1.1'), protocol).toBe(true);
    expect(await signsIn('imap', app, '127.84.1.2')).toBe(true);
    expect(await webSignsIn(mailbox, '198.51.100.7')).toBe(true);

    await expect(blockNetwork(rival, { mailboxId: mailbox.mailboxId, network: '127.84.0.0/16' })).rejects.toMatchObject(
      { code: 'not-found' },
    );
    const block = await blockNetwork(reseller, { mailboxId: mailbox.mailboxId, network: '127.84.0.0/16' });
    expect(block.checkedAt).not.toBeNull();
    await blockNetwork(reseller, { mailboxId: mailbox.mailboxId, network: '198.51.100.0/24' });

    for (const [index, protocol] of (['imap', 'pop3', 'submission'] as const).entries()) {
      expect(await signsIn(protocol, mailbox, `127.84.2.${index}`), protocol).toBe(false);
      expect(await signsIn(protocol, app, `127.84.3.${index}`), `${protocol} by app password`).toBe(false);
      expect(await signsIn(protocol, mailbox, `127.85.2.${index}`), `${protocol} from elsewhere`).toBe(true);
    }
    // Each as one failure, with its reason.
    const failures = async () =>
      (await db().failedLogin.findMany({ where: { address: mailbox.address } })).map(
        ({ remoteIp, reason }) => `${remoteIp} ${reason}`,
      );
    const expected = [2, 3].flatMap((net) => [0, 1, 2].map((last) => `127.84.${net}.${last} blocked-network`));
    await until(async () => (await failures()).length >= expected.length);
    expect((await failures()).sort()).toEqual(expected);
    expect(await signsIn('imap', app, '127.85.3.1')).toBe(true);
    expect(await signsIn('imap', other, '127.84.4.1')).toBe(true);
    expect(await webSignsIn(mailbox, '198.51.100.8')).toBe(false);
    expect(await webSignsIn(mailbox, '203.0.113.8')).toBe(true);
    expect(await webSignsIn(other, '198.51.100.9')).toBe(true);

    // It is removed and restored with the mailbox.
    await removeMailbox(reseller, { mailboxId: mailbox.mailboxId, confirmation: mailbox.address });
    await restoreMailbox(reseller, mailbox.mailboxId);
    expect(await signsIn('imap', mailbox, '127.84.5.1')).toBe(false);

    await expect(unblockNetwork(rival, block.id)).rejects.toMatchObject({ code: 'not-found' });
    await unblockNetwork(reseller, block.id);
    expect(await signsIn('imap', mailbox, '127.84.6.1')).toBe(true);
    expect(await listNetworkBlocks(rival, mailbox.mailboxId)).toEqual([]);
    expect(
      (await listNetworkBlocks(reseller, mailbox.mailboxId)).map(({ network, unblockedBy }) => [network, unblockedBy]),
    ).toEqual([
      ['198.51.100.0/24', null],
      ['127.84.0.0/16', reseller.name],
    ]);
    const acts = await db().auditEntry.findMany({
      where: { mailboxId: mailbox.mailboxId, objectType: 'network-block' },
    });
    expect(acts.map(({ action }) => action).sort()).toEqual(['network.block', 'network.block', 'network.unblock']);
  });

  it('inside the allowed networks of an app password leaves the rest of them allowed', async () => {
    const { mailboxId, address } = await newMailbox('inside');
    const { token } = await createAppPassword(reseller, {
      mailboxId,
      name: 'Office',
      protocols: ['imap'],
      networks: ['127.86.0.0/16'],
    });
    const app = { address, password: token };
    await blockNetwork(reseller, { mailboxId, network: '127.86.3.0/24' });
    expect(await signsIn('imap', app, '127.86.3.9')).toBe(false);
    expect(await signsIn('imap', app, '127.86.2.9')).toBe(true);
    expect(await signsIn('imap', app, '127.87.2.9')).toBe(false);
    await blockNetwork(reseller, { mailboxId, network: '127.0.0.0/8' });
    expect(await signsIn('imap', app, '127.86.2.10')).toBe(false);
  });

  it('is refused when the list would be too long for Dovecot, and the earlier ones still work', async () => {
    const mailbox = await newMailbox('many');
    const ip = (index: number) => `2001:db8:${(index * 977).toString(16)}:${(index * 1231).toString(16)}::/64`;
    let taken = 0;
    const fill = async () => {
      for (; taken < 40; taken += 1)
        await blockNetwork(reseller, { mailboxId: mailbox.mailboxId, network: ip(taken + 1) });
    };
    await expect(fill()).rejects.toMatchObject({ details: { reason: 'networks-room' } });
    expect(taken).toBeGreaterThan(8);
    expect(await signsIn('imap', mailbox, '127.88.0.1')).toBe(true);
    await blockNetwork(reseller, { mailboxId: mailbox.mailboxId, network: '2001:db8::/32' }).catch(() => {});
  });
});

describe('revoking access', () => {
  it('revokes app passwords and blocks networks, and reports those of another actor as not found', async () => {
    const { mailboxId, address } = await newMailbox('out');
    const { id, token } = await createAppPassword(reseller, { mailboxId, name: 'Lost', protocols: ['imap'] });
    const open = await mailSignIn('imap', { address, password: token }, '127.89.0.1');
    await until(async () => (await db().mailSession.count({ where: { address, endedAt: null } })) === 1);
    const input = { appPasswords: [id], networks: [{ mailboxId, network: '127.89.0.1' }] };
    expect(await revokeAccess(rival, input)).toMatchObject([
      { at: null, why: 'not-found' },
      { at: null, why: 'not-found' },
    ]);
    const revoked = await revokeAccess(reseller, input);
    expect(revoked).toMatchObject([
      { kind: 'app-password', label: 'Lost' },
      { kind: 'network', label: '127.89.0.1', address },
    ]);
    for (const { checkedAt } of revoked) expect(checkedAt).not.toBeNull();
    await open.ended;
    expect(await signsIn('imap', { address, password: token }, '127.89.0.2')).toBe(false);
    expect(await signsIn('imap', { address, password }, '127.89.0.1')).toBe(false);
    expect(await signsIn('imap', { address, password }, '127.89.0.3')).toBe(true);
  });
});
