import { randomUUID } from 'node:crypto';
import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dkimVerify } from 'mailauth/lib/dkim/verify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clientSettings } from '@/lib/client-setup';
import { db, transaction } from '@/lib/db';
import { addNextKey, checkDns, createDomain, readDnsStatus, switchKey } from '@/lib/domains';
import { enqueue } from '@/lib/jobs';
import { ManageSieveClient, mailTransport, openImapFlow } from '@/lib/mail-clients';
import { createMailbox } from '@/lib/mailboxes';
import { setPlatform } from '@/lib/platform';
import { perProtocol } from '@/lib/protocols';
import { type Actor, systemActor } from '@/lib/tenancy';
import { type OwnStack, ownReseller, startNameServer, startOwnStack } from '@/lib/testing';
import { readStackEnvironment } from './stack-environment';

// A host with a name server of the test: the DNS of domains, and its effects.

const protocols = perProtocol(() => true);
const password = 'correct-horse-1';

let names: Awaited<ReturnType<typeof startNameServer>>;
let stack: OwnStack;
let reseller: Actor;
let customerId = '';
let tag = '';

beforeAll(async () => {
  names = await startNameServer();
  stack = await startOwnStack({ env: { MILEPOST_RESOLVER: names.address, MILEPOST_MAIL_HOST: 'mail.host.example' } });
  Object.assign(process.env, readStackEnvironment(stack.dataDirectory));
  const mine = await ownReseller();
  ({ reseller, tag } = mine);
  customerId = mine.customer.customerId ?? '';
  names.put('A', 'mail.host.example', '192.0.2.25');
});

afterAll(async () => {
  await stack?.stop();
  await names?.close();
});

async function newDomain(name: string, ...localParts: string[]) {
  const { id } = await createDomain(reseller, { name, customerId });
  for (const localPart of localParts)
    await createMailbox(reseller, { domainId: id, localPart, displayName: '', password, quotaBytes: 1e9, protocols });
  return id;
}

/** The answer to an external server that delivers a message. */
async function deliver(to: string): Promise<string> {
  const outside = mailTransport({ port: stack.ports.smtp }, null);
  return outside.sendMail({ from: 'a@elsewhere.example', to, subject: 'Hello', text: 'x' }).then(
    () => 'taken',
    (error: Error) => error.message,
  );
}

const recordsOf = async (domainId: string) =>
  (await readDnsStatus(reseller, domainId, clientSettings()))?.records ?? [];
const report = (domainId: string) => checkDns(reseller, { domainId }, clientSettings());

test('a domain that must be verified accepts mail only after its record was found', async () => {
  const staff = systemActor('test');
  await setPlatform(staff, 'provenDomains', true);
  const domain = `proof-${tag}.example`;
  const domainId = await newDomain(domain, 'anna', 'ben');
  expect(await deliver(`anna@${domain}`)).toMatch(/Relay access denied/);

  const proof = (await recordsOf(domainId)).find(({ purpose }) => purpose === 'proof');
  expect((await report(domainId)).proven).toBe(false);
  names.put('TXT', `_milepost.${domain}`, 'milepost-domain=another');
  expect(await report(domainId)).toMatchObject({ proven: false });
  names.put('TXT', `_milepost.${domain}`, proof?.value ?? '');
  expect(await report(domainId)).toMatchObject({ proven: true });
  // Another address, because Postfix caches a lookup for half a minute.
  expect(await deliver(`ben@${domain}`)).toBe('taken');
  // After the verification, the record is no longer needed.
  names.put('TXT', `_milepost.${domain}`);
  expect((await recordsOf(domainId)).some(({ purpose }) => purpose === 'proof')).toBe(false);
  await setPlatform(staff, 'provenDomains', false);
});

test('each record is judged by the answer of the resolver', async () => {
  const domain = `records-${tag}.example`;
  const domainId = await newDomain(domain);
  const verdicts = async () => {
    const { findings } = await report(domainId);
    return Object.fromEntries(findings.map(({ name, type, verdict }) => [`${type} ${name}`, verdict]));
  };
  expect(await verdicts()).toMatchObject({ [`MX ${domain}`]: 'missing', [`TXT ${domain}`]: 'missing' });
  names.put('MX', domain, { preference: 10, exchange: 'mail.host.example' });
  names.put('TXT', domain, 'v=spf1 ip4:192.0.2.25 -all');
  names.put('SRV', `_imaps._tcp.${domain}`, { priority: 0, weight: 1, port: 1, target: 'mail.host.example' });
  expect(await verdicts()).toMatchObject({
    [`MX ${domain}`]: 'right',
    [`TXT ${domain}`]: 'right',
    [`SRV _imaps._tcp.${domain}`]: 'wrong',
    [`SRV _sieve._tcp.${domain}`]: 'missing',
  });
});

/** Waits until the signer has a key of this selector. */
const hasKey = (domain: string, selector: string) =>
  vi.waitFor(
    () => {
      const map = readFileSync(path.join(stack.dataDirectory, 'rspamd/maps/selectors.map'), 'utf8');
      expect(map.split('\n')).toContain(`${domain} ${selector}`);
    },
    { timeout: 60_000, interval: 100 },
  );

/** Sends a message and reads it, from the mailbox that it is passed on to if there is one. */
async function sendAndRead(from: string, to: string, subject: string, passedOnTo = to): Promise<Buffer> {
  const sender = mailTransport({ port: stack.ports.submissions, secure: true }, { address: from, password });
  await sender.sendMail({ from, to, subject, text: 'Signed, or not.' });
  sender.close();
  return readOne(passedOnTo, subject);
}

async function readOne(to: string, subject: string): Promise<Buffer> {
  const client = await openImapFlow({ port: stack.ports.imaps }, { address: to, password });
  await client.mailboxOpen('INBOX');
  try {
    return await vi.waitFor(
      async () => {
        await client.noop();
        const [uid] = (await client.search({ subject }, { uid: true })) || [];
        expect(uid).toBeDefined();
        const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
        if (!message) throw new Error('the message cannot be read');
        return message.source ?? Buffer.alloc(0);
      },
      { timeout: 20_000, interval: 100 },
    );
  } finally {
    await client.logout();
  }
}

/** The result of a receiver that queries the name server of the test for keys. */
async function verified(message: Buffer): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([names.address]);
  const { results } = await dkimVerify(message, { resolver: (name: string) => resolver.resolveTxt(name) });
  return results.map(({ signingDomain, selector, status }) => `${status.result} ${signingDomain} ${selector}`);
}

test('messages are signed with the key of the DNS page, without a gap during a key rotation', async () => {
  const domain = `keys-${tag}.example`;
  const [anna, ben] = [`anna@${domain}`, `ben@${domain}`];
  const domainId = await newDomain(domain, 'anna', 'ben');
  await hasKey(domain, 'milepost1');
  const publish = async () => {
    for (const { purpose, name, value } of await recordsOf(domainId))
      if (purpose === 'sign') names.put('TXT', name, value);
  };
  await publish();
  // rspamd reads its maps a second later.
  const first = await vi.waitFor(
    async () => {
      const message = await sendAndRead(anna, ben, `First ${randomUUID()}`);
      expect(await verified(message)).toEqual([`pass ${domain} milepost1`]);
      return message;
    },
    { timeout: 30_000, interval: 200 },
  );
  // The body differs from the signed one.
  expect(await verified(Buffer.from(first.toString().replace('Signed', 'Forged')))).toEqual([
    `neutral ${domain} milepost1`,
  ]);

  await addNextKey(reseller, domainId);
  const waiting = (await recordsOf(domainId)).find(({ key }) => key === 'next');
  expect(waiting?.name).toBe(`milepost2._domainkey.${domain}`);
  await publish();
  expect((await report(domainId)).findings.find(({ name }) => name === waiting?.name)?.verdict).toBe('right');
  await switchKey(reseller, domainId);
  await hasKey(domain, 'milepost2');
  // Until the signer has read the new one, the old key signs: no message is without a signature.
  const signatures: string[] = [];
  while (signatures.at(-1) !== `pass ${domain} milepost2` && signatures.length < 40)
    signatures.push(...(await verified(await sendAndRead(ben, anna, `Second ${randomUUID()}`))));
  expect(new Set([`pass ${domain} milepost1`, ...signatures])).toEqual(
    new Set([`pass ${domain} milepost1`, `pass ${domain} milepost2`]),
  );
  expect(signatures.at(-1)).toBe(`pass ${domain} milepost2`);
  // Messages in transit with the previous key are still valid.
  expect(await verified(first)).toEqual([`pass ${domain} milepost1`]);
});

test('a domain that is not created by the panel gets its key, too', async () => {
  const domain = `bare-${tag}.example`;
  await db().domain.create({ data: { name: domain, customerId, resellerId: reseller.resellerId } });
  await transaction((tx) => enqueue(tx, 'dns.make-keys', {}));
  await hasKey(domain, 'milepost1');
});

test('what a Sieve redirect passes on is not signed as a domain of this host', async () => {
  const domain = `redirect-${tag}.example`;
  const [anna, ben] = [`anna@${domain}`, `ben@${domain}`];
  await newDomain(domain, 'anna', 'ben');
  await hasKey(domain, 'milepost1');
  const sieve = await ManageSieveClient.connect({ port: stack.ports.sieve }, { address: anna, password });
  await sieve.put('on', `redirect "${ben}";\n`);
  await sieve.activate('on');
  await sieve.logout();
  const outside = mailTransport({ port: stack.ports.smtp }, null);
  await outside.sendMail({ from: 'a@elsewhere.example', to: anna, subject: 'stranger', text: 'x' });
  expect(String(await readOne(ben, 'stranger'))).not.toMatch(/^DKIM-Signature:/im);
  // What was signed when it was submitted keeps that signature, and gets no other. The signer reads its map a second
  // later.
  const signatures = await vi.waitFor(
    async () => {
      const own = await sendAndRead(ben, anna, `own ${randomUUID()}`, ben);
      const found = String(own).match(/^DKIM-Signature:/gim) ?? [];
      expect(found).not.toEqual([]);
      return found;
    },
    { timeout: 30_000, interval: 200 },
  );
  expect(signatures).toHaveLength(1);
});
