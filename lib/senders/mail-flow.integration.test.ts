import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAlias } from '@/lib/aliases';
import { config, mailHostName } from '@/lib/config';
import { ManageSieveClient, mailTransport, openImapFlow } from '@/lib/mail-clients';
import { ownAccounts, until } from '@/lib/testing';

// What the mail servers let through: who speaks for whom, as Postfix and rspamd answer it.

const { reseller, domain, domainId, newMailbox } = await ownAccounts();
const other = await ownAccounts();
const ports = config().MILEPOST_PORTS;
type Account = Awaited<ReturnType<typeof newMailbox>>;
let ann: Account;
let bob: Account;
let victim: Account;

beforeAll(async () => {
  ann = await newMailbox('ann');
  bob = await newMailbox('bob');
  victim = await other.newMailbox('victim');
  await createAlias(reseller, { domainId, localPart: 'info', destination: ann.address });
  // rspamd reads a new domain's name a second later.
  await until(async () => (await deliver(`x@${domain}`, ann.address)).startsWith('554'));
});

const message = (headers: string, body = 'x') =>
  `${headers}\r\nSubject: s\r\nMessage-ID: <${crypto.randomUUID()}@t>\r\n\r\n${body}\r\n`;
const answered = (sending: Promise<unknown>) =>
  sending.then(
    () => '250',
    (error: { response?: string; message: string }) => error.response ?? error.message,
  );

/** The answer to a message that a signed-in account submits; `from` is the envelope sender. */
function submit(
  account: Account,
  raw: string,
  { port = ports.submission, from = account.address, to = bob.address } = {},
): Promise<string> {
  return answered(mailTransport({ port }, account).sendMail({ envelope: { from, to: [to] }, raw }));
}

/** The answer to a message from outside. */
function deliver(headerFrom: string, to: string, from = 'a@elsewhere.example'): Promise<string> {
  const raw = message(`From: ${headerFrom}\r\nTo: ${to}`);
  return answered(mailTransport({ port: ports.smtp }, null).sendMail({ envelope: { from, to: [to] }, raw }));
}

const doors = [
  ['Dovecot’s submission', () => ports.submission],
  ['Postfix itself', () => ports.smtpSubmission],
] as const;

describe.each(doors)('over %s, From', (_, port) => {
  const from = (header: string, more: { from?: string } = {}) =>
    submit(ann, message(`${header}\r\nTo: ${bob.address}`), { port: port(), ...more });

  it('is an address of the account', async () => {
    expect(await from(`From: Ann <${ann.address}>`)).toBe('250');
    expect(await from(`From: ann+shop@${domain}`)).toBe('250');
    expect(await from(`From: Info <info@${domain}>`)).toBe('250');
    expect(await from(`From: ${ann.address.toUpperCase()}`)).toBe('250');
    // A name is free text; programs show the address, too.
    expect(await from(`From: "${bob.address}" <${ann.address}>`)).toBe('250');
  });

  it.each([
    ['another mailbox of the domain', () => `From: ${bob.address}`],
    ['a mailbox of another tenant', () => `From: Victim <${victim.address}>`],
    ['nobody of another tenant', () => `From: nobody@${other.domain}`],
    ['a foreign domain', () => 'From: ceo@elsewhere.example'],
    ['two headers', () => `From: ${ann.address}\r\nFrom: ${victim.address}`],
    ['two addresses', () => `From: ${ann.address}, ${victim.address}`],
    ['a comment before the address', () => `From: ${ann.address} <${victim.address}>`],
    ['a group', () => `From: x: ${ann.address};`],
  ])('as %s is refused', async (_name, header) => {
    expect(await from(header())).toMatch(/^5\d\d/);
    expect(await from(header(), { from: '' })).toMatch(/^5\d\d/);
  });

  it('is refused with the envelope of somebody else', async () => {
    expect(await from(`From: ${ann.address}`, { from: victim.address })).toMatch(/^553/);
  });
});

/** The messages in a mailbox whose subject this is, with their source. */
async function found(account: Account, subject: string): Promise<string[]> {
  const client = await openImapFlow({ port: ports.imaps, secure: true }, account);
  const sources: string[] = [];
  for (const folder of ['INBOX', 'Junk']) {
    const mailbox = await client.mailboxOpen(folder);
    if (mailbox.exists > 0)
      for await (const { source, envelope } of client.fetch('1:*', { source: true, envelope: true }))
        if (envelope?.subject === subject) sources.push(`${folder}\n${source}`);
  }
  await client.logout();
  return sources;
}

describe('from outside', () => {
  it('nobody speaks for a domain of this host', async () => {
    for (const from of [ann.address, `x@${domain}`, `x@mail.${domain}`, `A <${ann.address.toUpperCase()}>`]) {
      expect(await deliver(from, bob.address)).toMatch(/^554 5\.7\.1 .*is a domain of this host/);
      expect(await deliver(from, bob.address, '')).toMatch(/^554/);
    }
    expect(await deliver('a@elsewhere.example', bob.address)).toBe('250');
  });

  it('a verdict in the name of this host is removed, and ours is the only one', async () => {
    const host = mailHostName();
    const subject = `verdict ${crypto.randomUUID()}`;
    const forged = [
      `Authentication-Results: ${host}; dmarc=pass header.from=bank.example`,
      `Authentication-Results: (x) ${host.toUpperCase()} 1; spf=pass`,
      'Authentication-Results: other.example; spf=fail',
      'X-Spam-Flag: YES',
      'X-Spam-Status: No, score=-100',
    ].join('\r\n');
    const raw = `${forged}\r\nFrom: a@elsewhere.example\r\nTo: ${bob.address}\r\nSubject: ${subject}\r\n\r\nx\r\n`;
    const envelope = { from: 'a@elsewhere.example', to: [bob.address] };
    expect(await answered(mailTransport({ port: ports.smtp }, null).sendMail({ envelope, raw }))).toBe('250');
    const [source = ''] = await until(async () => {
      const all = await found(bob, subject);
      return all.length > 0 && all;
    });
    expect(source.startsWith('INBOX\n')).toBe(true);
    expect(source).not.toContain('bank.example');
    expect(source).not.toContain('X-Spam-Flag: YES');
    expect(source).not.toContain('score=-100');
    expect(source).toContain('Authentication-Results: other.example');
    expect(source.match(new RegExp(`^Authentication-Results: ${host}`, 'gim')) ?? []).toHaveLength(1);
  });

  it('spam is filed in Junk', async () => {
    const subject = `offer ${crypto.randomUUID()}`;
    const raw = `From: "${ann.address}" <a@elsewhere.example>\r\nTo: ${bob.address}\r\nSubject: ${subject}\r\n\r\nx\r\n`;
    const envelope = { from: 'a@elsewhere.example', to: [bob.address] };
    expect(await answered(mailTransport({ port: ports.smtp }, null).sendMail({ envelope, raw }))).toBe('250');
    const [source = ''] = await until(async () => {
      const all = await found(bob, subject);
      return all.length > 0 && all;
    });
    expect(source.startsWith('Junk\n')).toBe(true);
  });
});

describe('what Sieve writes', () => {
  it('speaks for the mailbox alone', async () => {
    const carl = await newMailbox('carl');
    const sieve = await ManageSieveClient.connect({ port: ports.sieve }, carl);
    await sieve.put('forged', `require "vacation";\nvacation :from "${victim.address}" :subject "forged" "away";\n`);
    await sieve.put('own', `require "vacation";\nvacation :subject "own" "away";\n`);
    await sieve.activate('forged');
    const ask = (subject: string) =>
      submit(ann, message(`From: ${ann.address}\r\nTo: ${carl.address}`, subject), { to: carl.address });
    expect(await ask('one')).toBe('250');
    // The reply is refused; the message itself is there.
    await until(async () => (await found(carl, 's')).length === 1 || undefined);
    await sieve.activate('own');
    expect(await submit(bob, message(`From: ${bob.address}\r\nTo: ${carl.address}`), { to: carl.address })).toBe('250');
    await until(async () => (await found(bob, 'own')).length === 1 || undefined);
    expect(await found(ann, 'forged')).toEqual([]);
    await sieve.logout();
  });
});

describe('whoever signs in, and whatever they write in From', () => {
  it('no signed message leaves whose domain is not their own tenant’s', async () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    const pick = picker(seed);
    await createAlias(other.reseller, { domainId: other.domainId, localPart: '*', destination: victim.address });
    const accounts = [ann, bob, victim];
    const sink = await newMailbox('sink');
    // The signer reads the key of a new domain when the worker has made it.
    for (const account of [ann, victim])
      await until(async () => {
        const subject = crypto.randomUUID();
        await submit(account, messageOf(account.address, sink.address, subject), { to: sink.address });
        const [source = ''] = await until(async () => {
          const all = await found(sink, subject);
          return all.length > 0 && all;
        });
        return signersOf(source).length > 0 || undefined;
      });
    const tenantOf = (address: string) => (address.endsWith(`@${other.domain}`) ? 'other' : 'own');
    for (let turn = 0; turn < 40; turn += 1) {
      const account = pick(accounts);
      const [from, envelope] = [pick(addresses()), pick([account.address, account.address, '', pick(addresses())])];
      const subject = `${seed} ${turn}`;
      const port = pick([ports.submission, ports.smtpSubmission]);
      const raw = messageOf(pick([from, `Name <${from}>`, `"${victim.address}" <${from}>`]), sink.address, subject);
      const answer = await submit(account, raw, { port, from: envelope, to: sink.address });
      const label = `seed ${seed}, turn ${turn}: ${account.address} as ${from}`;
      if (answer !== '250') {
        expect(answer, label).toMatch(/^5\d\d/);
        continue;
      }
      const [source = ''] = await until(async () => {
        const all = await found(sink, subject);
        return all.length > 0 && all;
      });
      const signers = signersOf(source);
      expect(signers, label).toEqual([from.split('@')[1]?.toLowerCase()]);
      expect(tenantOf(from), label).toBe(tenantOf(account.address));
    }
  }, 120_000);

  const addresses = () => [
    ann.address,
    bob.address,
    victim.address,
    `info@${domain}`,
    `ann+x@${domain}`,
    `nobody@${domain}`,
    `anything@${other.domain}`,
    'ceo@elsewhere.example',
  ];
  const messageOf = (from: string, to: string, subject: string) =>
    `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${crypto.randomUUID()}@t>\r\n\r\nx\r\n`;
  const signersOf = (source: string) =>
    [...source.matchAll(/^DKIM-Signature:(?:.*\r?\n)(?:[ \t].*\r?\n)*/gim)].map(
      ([field]) => /\bd=([^;\s]+)/.exec(field)?.[1] ?? '',
    );
  /** The same choices for the same seed (mulberry32). */
  function picker(seed: number) {
    let state = seed;
    const next = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    return <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  }
});

describe('a second message inside the first', () => {
  /** Says each line and reads the answer of the server; the last text is sent as it is. */
  async function smuggle(end: string): Promise<string> {
    const socket = connect(ports.smtp, '127.0.0.1');
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
    });
    const heard = (count: number) =>
      until(async () => (text.match(/^\d{3} /gm) ?? []).length >= count || socket.destroyed || undefined);
    await heard(1);
    const says = ['EHLO x.example', 'MAIL FROM:<a@elsewhere.example>', `RCPT TO:<${bob.address}>`, 'DATA'];
    for (const [index, line] of says.entries()) {
      socket.write(`${line}\r\n`);
      await heard(index + 2);
    }
    const second = `MAIL FROM:<admin@${domain}>\r\nRCPT TO:<${ann.address}>\r\nDATA\r\nFrom: a@elsewhere.example\r\nSubject: smuggled\r\n\r\nx\r\n.\r\n`;
    socket.write(`From: a@elsewhere.example\r\nSubject: outer\r\n\r\nx${end}${second}QUIT\r\n`);
    await until(async () => socket.readableEnded || socket.destroyed || undefined);
    return text;
  }

  it.each(['\n.\r\n', '\n.\n', '\r\n.\n'])('ended by %j does not arrive', async (end) => {
    await smuggle(end);
    expect(await found(ann, 'smuggled')).toEqual([]);
  });
});
