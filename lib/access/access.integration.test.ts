import { describe, expect, it } from 'vitest';
import { createAppPassword, listAppPasswords, revokeAppPassword } from '@/lib/credentials';
import { db } from '@/lib/db';
import { setPassword, setProtocols } from '@/lib/mailbox-settings';
import { listMailboxes, listRemovedMailboxes, readMailbox, removeMailbox, restoreMailbox } from '@/lib/mailboxes';
import { perProtocol } from '@/lib/protocols';
import { mailSignIn, ownAccounts, signInsFrom, until } from '@/lib/testing';

const all = perProtocol(() => true);
const protocols = ['imap', 'pop3', 'submission'] as const;
const { from, signsIn } = signInsFrom('127.10');
const { reseller, rival, domain, password, newMailbox } = await ownAccounts();
const everywhere = (account: { address: string; password: string }) =>
  Promise.all(protocols.map((protocol) => signsIn(protocol, account)));

describe('at the first try, over IMAP, POP3 and submission', () => {
  it('a new mailbox works, although each of them was tried a moment before', async () => {
    const account = { address: `soon@${domain}`, password };
    expect(await everywhere(account)).toEqual([false, false, false]);
    await newMailbox('soon');
    expect(await everywhere(account)).toEqual([true, true, true]);
  });

  it('a new password works and the old one does not', async () => {
    const account = await newMailbox('changed');
    // Now Dovecot has cached the old password.
    expect(await everywhere(account)).toEqual([true, true, true]);
    const open = await mailSignIn('pop3', account, from());
    await setPassword(reseller, { mailboxId: account.mailboxId, password: 'another-horse-2' });
    const fresh = { ...account, password: 'another-horse-2' };
    expect(await everywhere(fresh)).toEqual([true, true, true]);
    expect(await everywhere(account)).toEqual([false, false, false]);
    await open.ended;
  });
});

describe('a revocation ends only the connections that used it', () => {
  it('a protocol', async () => {
    const account = await newMailbox('nopop');
    const [imap, pop3] = [await mailSignIn('imap', account, from()), await mailSignIn('pop3', account, from())];
    await setProtocols(reseller, { mailboxId: account.mailboxId, protocols: { ...all, pop3: false } });
    await pop3.ended;
    const refused = await mailSignIn('pop3', account, from());
    expect(refused.words).toContain('pop3 access is not enabled');
    let over = false;
    void imap.ended.then(() => {
      over = true;
    });
    expect(await signsIn('imap', account)).toBe(true);
    expect(over).toBe(false);
    imap.close();
    refused.close();
  });

  it('an app password', async () => {
    const account = await newMailbox('devices');
    const { mailboxId, address } = account;
    const phone = await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap', 'submission'] });
    const laptop = await createAppPassword(reseller, { mailboxId, name: 'Laptop', protocols: ['imap'] });
    const phoneOpen = await mailSignIn('imap', { address, password: phone.token }, from());
    const laptopOpen = await mailSignIn('imap', { address, password: laptop.token }, from());
    expect([phoneOpen.accepted, laptopOpen.accepted]).toEqual([true, true]);
    // The log has the credential of each connection.
    await until(async () => (await db().mailSession.count({ where: { mailboxId, endedAt: null } })) === 2);
    let over = false;
    void laptopOpen.ended.then(() => {
      over = true;
    });
    await revokeAppPassword(reseller, phone.id);
    await phoneOpen.ended;
    expect(await everywhere({ address, password: phone.token })).toEqual([false, false, false]);
    expect(await everywhere({ address, password: laptop.token })).toEqual([true, false, false]);
    expect(over).toBe(false);
    laptopOpen.close();
  });
});

describe('a removed mailbox', () => {
  it('cannot be used, and is restored completely', async () => {
    const account = await newMailbox('leaver');
    const { mailboxId, address } = account;
    const app = await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap'] });
    const open = await mailSignIn('imap', account, from());
    await expect(removeMailbox(rival, { mailboxId, confirmation: address })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(removeMailbox(reseller, { mailboxId, confirmation: `x${address}` })).rejects.toMatchObject({
      details: { field: 'confirmation' },
    });
    const before = await readMailbox(reseller, mailboxId);

    await removeMailbox(reseller, { mailboxId, confirmation: address });
    await open.ended;
    expect(await everywhere(account)).toEqual([false, false, false]);
    expect(await readMailbox(reseller, mailboxId)).toBeNull();
    expect((await listMailboxes(reseller, { search: 'leaver' })).rows).toEqual([]);
    expect(await listRemovedMailboxes(reseller)).toMatchObject([{ id: mailboxId, address, removedBy: reseller.name }]);
    expect(await listRemovedMailboxes(rival)).toEqual([]);
    await expect(restoreMailbox(rival, mailboxId)).rejects.toMatchObject({ code: 'not-found' });

    await restoreMailbox(reseller, mailboxId);
    expect(await readMailbox(reseller, mailboxId)).toEqual(before);
    expect((await listAppPasswords(reseller, mailboxId)).map(({ id }) => id)).toEqual([app.id]);
    await until(async () => (await everywhere(account)).every(Boolean));
    expect(await signsIn('imap', { address, password: app.token })).toBe(true);
    expect(await listRemovedMailboxes(reseller)).toEqual([]);
  });

  it('stays removed while somebody else has its address', async () => {
    const { mailboxId, address } = await newMailbox('office');
    await removeMailbox(reseller, { mailboxId, confirmation: address });
    await newMailbox('office');
    await expect(restoreMailbox(reseller, mailboxId)).rejects.toMatchObject({ code: 'taken' });
    expect(await listRemovedMailboxes(reseller)).toMatchObject([{ id: mailboxId }]);
  });

  it('leaves no secret in the audit log', async () => {
    const { mailboxId, address } = await newMailbox('traceless');
    await removeMailbox(reseller, { mailboxId, confirmation: address });
    const entries = await db().auditEntry.findMany({ where: { mailboxId }, orderBy: { seq: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(['mailbox.create', 'mailbox.remove']);
    expect(JSON.stringify(entries.map(({ before, after }) => [before, after]))).not.toMatch(/ARGON2|horse/);
  });
});
