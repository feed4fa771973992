import { describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { createAppPassword } from '@/lib/credentials';
import { db } from '@/lib/db';
import { ManageSieveClient } from '@/lib/mail-clients';
import { actorWith, ownAccounts, until } from '@/lib/testing';
import { readFilters, saveFilters } from '.';
import { noFilters } from './shapes';
import { watchRedirects } from './watch-redirects';

const { reseller, newMailbox } = await ownAccounts();
const port = config().MILEPOST_PORTS.sieve;

const noticesOf = async (mailboxId: string) => {
  const rows = await db().notice.findMany({
    where: { mailboxId, kind: { startsWith: 'redirect-' } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ kind, details, ip, byName }) => ({ kind, details, ip, byName }));
};

/** Stores a script like a mail program, and activates it. */
async function store(account: { address: string; password: string }, script: string): Promise<ManageSieveClient> {
  const client = await ManageSieveClient.connect({ port }, account);
  await client.put('mine', script);
  await client.activate('mine');
  return client;
}

/** All sessions of the mailbox are in the log and have ended. */
const allEnded = (mailboxId: string, count: number) =>
  until(async () => {
    const rows = await db().mailSession.findMany({
      where: { mailboxId, protocol: 'sieve' },
      select: { endedAt: true },
    });
    return rows.length >= count && rows.every(({ endedAt }) => endedAt !== null);
  });

describe('a redirect that a mail program stores over ManageSieve', () => {
  it('is a notice with the address and the program, once', async () => {
    const { mailboxId, address } = await newMailbox('program');
    const { token } = await createAppPassword(reseller, { mailboxId, name: 'Sieve editor', protocols: ['sieve'] });
    const account = { address, password: token };
    const client = await store(account, 'require "copy"; redirect :copy "one@elsewhere.example"; keep;');
    await client.logout();
    await allEnded(mailboxId, 1);
    await until(async () => {
      await watchRedirects();
      return (await noticesOf(mailboxId)).length > 0;
    });
    const stored = (to: string) => ({
      kind: 'redirect-stored',
      details: { to, named: 'yes', program: 'Sieve editor' },
      ip: '127.0.0.1',
      byName: null,
    });
    expect(await noticesOf(mailboxId)).toEqual([stored('one@elsewhere.example')]);

    // Another session that adds one, and a round for nothing.
    await (await store(account, 'redirect "one@elsewhere.example"; redirect "two@elsewhere.example";')).logout();
    await allEnded(mailboxId, 2);
    await until(async () => {
      await watchRedirects();
      return (await noticesOf(mailboxId)).length > 1;
    });
    await watchRedirects();
    expect(await noticesOf(mailboxId)).toEqual([stored('one@elsewhere.example'), stored('two@elsewhere.example')]);
  });

  it('is found while its session stays open', async () => {
    const account = await newMailbox('open');
    const client = await store(account, 'redirect "open@elsewhere.example";');
    await until(async () => {
      await watchRedirects();
      return (await noticesOf(account.mailboxId)).length > 0;
    });
    client.hangUp();
    expect(await noticesOf(account.mailboxId)).toMatchObject([{ details: { to: 'open@elsewhere.example' } }]);
  });
});

it('a redirect of the panel is a notice of the panel only, also after a session of a mail program', async () => {
  const account = await newMailbox('panel');
  const { mailboxId, address } = account;
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { id: signInId } = await db().signIn.create({
    data: { mailboxId, ip: '198.51.100.7', userAgent: 'test', expiresAt },
  });
  const owner = actorWith({ kind: 'mailbox', id: mailboxId, name: address, role: 'owner', mailboxId, signInId });
  const forwardTo = async (...addresses: string[]) => {
    const { revision } = await readFilters(owner);
    const forwarding = { on: addresses.length > 0, addresses, keep: true };
    await saveFilters(owner, { filters: { ...noFilters, forwarding }, revision });
  };
  await forwardTo('panel@elsewhere.example');
  const client = await ManageSieveClient.connect({ port }, account);
  await client.list();
  await client.logout();
  await until(async () => {
    await watchRedirects();
    const row = await db().knownRedirect.findUniqueOrThrow({ where: { mailboxId } });
    return row.checkedAt !== null;
  });
  expect((await noticesOf(mailboxId)).map(({ kind }) => kind)).toEqual(['redirect-added']);
  // What was removed is news again.
  await forwardTo();
  await forwardTo('panel@elsewhere.example');
  expect((await noticesOf(mailboxId)).map(({ kind }) => kind)).toEqual(['redirect-added', 'redirect-added']);
});
