import { describe, expect, it } from 'vitest';
import { listAliases, readForward, setForward } from '@/lib/aliases';
import { config } from '@/lib/config';
import { createAppPassword } from '@/lib/credentials';
import { db } from '@/lib/db';
import { readDomain, setDomainDefaults } from '@/lib/domains';
import { houseDefaults } from '@/lib/domains/shapes';
import { imapClient, pop3Client } from '@/lib/mail-clients';
import { setMainPassword, setPop3Keep } from '@/lib/mailbox-settings';
import { mailSignIn, ownAccounts, signInsFrom, until } from '@/lib/testing';
import { readMailbox, removeMailbox, renameMailbox, restoreMailbox } from '.';
import { purgeRetained } from './purge-retained';

const { from, signsIn } = signInsFrom('127.81');
const { reseller, rival, domain, domainId, password, newMailbox } = await ownAccounts();

describe('the main password', () => {
  it('is refused by every protocol if it is off, its sessions are disconnected, and app passwords still work', async () => {
    const { mailboxId, address } = await newMailbox('blocked');
    const { token } = await createAppPassword(reseller, {
      mailboxId,
      name: 'Phone',
      protocols: ['imap', 'submission'],
    });
    const main = await mailSignIn('imap', { address, password }, from());
    const app = await mailSignIn('imap', { address, password: token }, from());
    await until(async () => (await db().mailSession.count({ where: { address, endedAt: null } })) === 2);
    await expect(setMainPassword(rival, { mailboxId, allowed: false })).rejects.toMatchObject({ code: 'not-found' });
    await setMainPassword(reseller, { mailboxId, allowed: false });
    await until(async () => (await db().mailSession.count({ where: { address, endedAt: null } })) === 1);
    for (const protocol of ['imap', 'pop3', 'submission'] as const)
      expect(await signsIn(protocol, { address, password }), protocol).toBe(false);
    expect(await signsIn('imap', { address, password: token })).toBe(true);
    expect(await signsIn('submission', { address, password: token })).toBe(true);
    // It is restored with the mailbox.
    await removeMailbox(reseller, { mailboxId, confirmation: address });
    await restoreMailbox(reseller, mailboxId);
    expect((await readMailbox(reseller, mailboxId))?.mainPassword).toBe(false);
    await setMainPassword(reseller, { mailboxId, allowed: true });
    expect(await signsIn('imap', { address, password })).toBe(true);
    main.close();
    app.close();
  });
});

describe('a mailbox', () => {
  it('is renamed with its mail, and the old address still receives', async () => {
    const { mailboxId, address } = await newMailbox('before');
    await expect(renameMailbox(rival, { mailboxId, localPart: 'mine', keepAlias: true })).rejects.toMatchObject({
      code: 'not-found',
    });
    const renamed = await renameMailbox(reseller, { mailboxId, localPart: 'after', keepAlias: true });
    expect(renamed.address).toBe(`after@${domain}`);
    expect(await signsIn('imap', { address, password })).toBe(false);
    expect(await signsIn('imap', { address: renamed.address, password })).toBe(true);
    expect(await listAliases(reseller, domainId)).toContainEqual(
      expect.objectContaining({ source: address, destination: renamed.address }),
    );
    // Renaming back removes the alias.
    expect(await renameMailbox(reseller, { mailboxId, localPart: 'before', keepAlias: false })).toEqual({ address });
    expect((await listAliases(reseller, domainId)).filter(({ source }) => source === address)).toEqual([]);
    await newMailbox('someone');
    await expect(renameMailbox(reseller, { mailboxId, localPart: 'someone', keepAlias: true })).rejects.toMatchObject({
      code: 'taken',
    });
  });

  it('forwards with or without a copy, and never in a loop', async () => {
    const one = await newMailbox('one');
    const two = await newMailbox('two');
    await setForward(reseller, { mailboxId: one.mailboxId, destinations: [two.address], keepCopy: true });
    expect(await readForward(reseller, one.mailboxId)).toEqual({ destinations: [two.address], keepCopy: true });
    const back = { mailboxId: two.mailboxId, destinations: [one.address], keepCopy: true };
    await expect(setForward(reseller, back)).rejects.toMatchObject({
      code: 'invalid',
      details: { reason: 'alias-loop', way: `${two.address} → ${one.address} → ${two.address}` },
    });
    await expect(setForward(rival, { ...back, destinations: [] })).rejects.toMatchObject({ code: 'not-found' });
    expect(await readForward(reseller, two.mailboxId)).toEqual({ destinations: [], keepCopy: true });
    await setForward(reseller, { mailboxId: one.mailboxId, destinations: [], keepCopy: true });
    await setForward(reseller, back);
    expect((await readForward(reseller, two.mailboxId)).destinations).toEqual([one.address]);
  });

  it('starts with the defaults of its domain', async () => {
    const defaults = { ...houseDefaults, mainPassword: false };
    await expect(setDomainDefaults(rival, { domainId, defaults })).rejects.toMatchObject({ code: 'not-found' });
    await setDomainDefaults(reseller, { domainId, defaults });
    expect((await readDomain(reseller, domainId))?.defaults).toEqual(defaults);
    const { mailboxId } = await newMailbox('begins');
    expect((await readMailbox(reseller, mailboxId))?.mainPassword).toBe(false);
    await setDomainDefaults(reseller, { domainId, defaults: houseDefaults });
  });
});

describe('POP3 with retention', () => {
  it('hides from POP3 what its client deletes, keeps it for IMAP, and removes it after its retention time', async () => {
    const { mailboxId, address } = await newMailbox('keeps');
    const { imap: imapPort, pop3: pop3Port } = config().MILEPOST_PORTS;
    const reader = await imapClient(imapPort, address, password);
    const message = (name: string) => `Subject: ${name}\r\nMessage-ID: <${name}.${address}>\r\n\r\n${name}\r\n`;
    const count = async () => Number(/\* (\d+) EXISTS/.exec(await reader.imap('SELECT INBOX'))?.[1]);
    /** Fetches and deletes the first message, like Outlook. Returns the number of messages in POP3. */
    const poll = async () => {
      const client = await pop3Client(pop3Port, address, password);
      const seen = Number(/^\+OK (\d+)/.exec(await client.pop3('STAT'))?.[1]);
      if (seen > 0) await client.pop3('DELE 1');
      await client.pop3('QUIT');
      await client.gone();
      return seen;
    };
    await reader.append('INBOX', message('first'));
    expect(await poll()).toBe(1);
    expect(await count()).toBe(0);

    await expect(setPop3Keep(rival, { mailboxId, days: 14 })).rejects.toMatchObject({ code: 'not-found' });
    const open = await pop3Client(pop3Port, address, password);
    await setPop3Keep(reseller, { mailboxId, days: 14 });
    await open.gone();
    await reader.append('INBOX', message('second'));
    expect(await poll()).toBe(1);
    expect(await poll()).toBe(0);
    expect(await count()).toBe(1);
    await purgeRetained(new Date(), mailboxId);
    expect(await count()).toBe(1);
    await reader.append('INBOX', message('third'));
    await purgeRetained(new Date(Date.now() + 15 * 86_400_000), mailboxId);
    // The third was not deleted by POP3, so it stays.
    expect(await count()).toBe(1);
    expect(await poll()).toBe(1);
    reader.hangUp();
  });
});
