import { describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { mailSignIn, ownAccounts, signInsFrom, until } from '@/lib/testing';
import { createAppPassword, listAppPasswords, revokeAppPassword } from '.';
import { appPasswordInput } from './shapes';

const { from, signsIn } = signInsFrom('127.80');
const { reseller, rival, password, newMailbox } = await ownAccounts();

describe('an app password', () => {
  it('limited to a network works only from there, and shows where it was last used from', async () => {
    const { mailboxId, address } = await newMailbox('networks');
    const { id, token } = await createAppPassword(reseller, {
      mailboxId,
      name: 'Office',
      protocols: ['imap', 'pop3'],
      networks: ['127.82.0.0/16', '::1'],
    });
    expect(await signsIn('imap', { address, password: token }, '127.82.3.4')).toBe(true);
    expect(await signsIn('pop3', { address, password: token }, '127.82.3.5')).toBe(true);
    expect(await signsIn('imap', { address, password: token }, '127.83.3.4')).toBe(false);
    // A cached sign-in is not accepted from another network.
    expect(await signsIn('imap', { address, password: token }, '127.82.3.4')).toBe(true);
    expect(await signsIn('imap', { address, password: token }, '127.83.3.5')).toBe(false);
    await until(async () => (await listAppPasswords(reseller, mailboxId))[0]?.lastUsedFrom === '127.82.3.4');
    expect((await listAppPasswords(reseller, mailboxId))[0]).toMatchObject({ id, networks: ['127.82.0.0/16', '::1'] });
  });

  it('expires at its instant and disconnects its open session', async () => {
    const { mailboxId, address } = await newMailbox('expires');
    const expiresAt = new Date(Date.now() + 2500).toISOString();
    const { id, token } = await createAppPassword(reseller, {
      mailboxId,
      name: 'Guest',
      protocols: ['imap'],
      expiresAt,
    });
    const open = await mailSignIn('imap', { address, password: token }, from());
    expect(open.accepted).toBe(true);
    const session = { credential: `ap${id}`, endedAt: null };
    await until(async () => (await db().mailSession.count({ where: session })) === 1);
    await until(async () => (await db().mailSession.count({ where: session })) === 0);
    expect(Date.now()).toBeGreaterThan(Date.parse(expiresAt));
    open.close();
    expect(await signsIn('imap', { address, password: token })).toBe(false);
    expect(await signsIn('imap', { address, password })).toBe(true);
  });

  it('is revoked with a correct receipt', async () => {
    const { mailboxId, address } = await newMailbox('receipt');
    const { id, token } = await createAppPassword(reseller, { mailboxId, name: 'Lost', protocols: ['imap'] });
    const open = await mailSignIn('imap', { address, password: token }, from());
    const other = await mailSignIn('imap', { address, password }, from());
    await until(async () => (await db().mailSession.count({ where: { address, endedAt: null } })) === 2);
    await expect(revokeAppPassword(rival, id)).rejects.toMatchObject({ code: 'not-found' });
    const receipt = await revokeAppPassword(reseller, id);
    expect(receipt).toMatchObject({ name: 'Lost', ended: 1, left: 0 });
    for (const at of [receipt.changedAt, receipt.flushedAt, receipt.endedAt, receipt.refusedAt])
      expect(Date.parse(at ?? '')).toBeGreaterThan(Date.now() - 20_000);
    expect(await signsIn('imap', { address, password: token })).toBe(false);
    await until(async () => (await db().mailSession.count({ where: { address, endedAt: null } })) === 1);
    open.close();
    other.close();
  });

  it.each([
    ['networks', ['10.0.0.0/33']],
    ['networks', ['not an address']],
    ['networks', ['127.0.0.1, 10.0.0.0/8']],
    ['expiresAt', '2020-01-01T00:00:00Z'],
  ])('with a wrong %s is refused by name', (field, value) => {
    const input = { mailboxId: crypto.randomUUID(), name: 'x', protocols: ['imap'], [field]: value };
    expect(appPasswordInput.safeParse(input).error?.issues[0]?.path[0]).toBe(field);
  });
});
