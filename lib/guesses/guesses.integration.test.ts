import { randomInt, randomUUID } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { createAppPassword } from '@/lib/credentials';
import { db } from '@/lib/db';
import { createMailToken } from '@/lib/dovecot';
import { type Account, RawClient } from '@/lib/mail-clients';
import { setOwnPassword, setPassword } from '@/lib/mailbox-settings';
import { actorWith, mailSignIn, ownAccounts, until } from '@/lib/testing';
import { beginAttempt, beginOther, listMyFailures, readNetworkHistory } from '.';

const { reseller, password, newMailbox } = await ownAccounts();
const { MILEPOST_PORTS: ports, MILEPOST_URL: url } = config();

/** The addresses of a network of its own. Not 127.0.0.0/24, where webmail signs in from. */
function newNetwork(): (host?: number) => string {
  const network = `127.${200 + randomInt(50)}.${randomInt(256)}`;
  return (host = 1) => `${network}.${host}`;
}

type Answer = 'in' | 'wrong' | 'refused';
const meaningOf = (accepted: boolean, words: string): Answer => {
  if (accepted) return 'in';
  return words.includes('Too many attempts') ? 'refused' : 'wrong';
};

async function over(protocol: 'imap' | 'pop3' | 'submission', account: Account, from: string): Promise<Answer> {
  const { accepted, words, close } = await mailSignIn(protocol, account, from);
  close();
  return meaningOf(accepted, words);
}

const plain = ({ address, password: secret }: Account) => Buffer.from(`\0${address}\0${secret}`).toString('base64');

/** Directly to Postfix, which asks Dovecot by its SASL service. */
async function overPostfix(account: Account, from: string): Promise<Answer> {
  const client = await RawClient.connect({ port: ports.smtpSubmission, from });
  await client.until(/^220 [^\n]*\n/m);
  client.send('EHLO client.test');
  await client.until(/^250 [^\n]*\n/m);
  client.send(`AUTH PLAIN ${plain(account)}`);
  const words = await client.until(/^[2-5]\d\d [^\n]*\n/m);
  client.hangUp();
  return meaningOf(words.startsWith('235'), words);
}

/** ManageSieve has no port with implicit TLS, and takes a password from another address only under TLS. */
async function overSieve(account: Account, from: string): Promise<Answer> {
  const answerOf = (socket: net.Socket, command?: string) =>
    new Promise<string>((resolve, reject) => {
      let heard = '';
      const read = (bytes: Buffer) => {
        heard += bytes.toString('utf8');
        if (!/^(OK|NO|BYE)\b[^\n]*\n/m.test(heard)) return;
        socket.off('data', read);
        resolve(heard);
      };
      socket.on('data', read);
      socket.once('error', reject);
      if (command) socket.write(`${command}\r\n`);
    });
  const clear = net.connect({ port: ports.sieve, host: '127.0.0.1', localAddress: from });
  await answerOf(clear);
  await answerOf(clear, 'STARTTLS');
  clear.removeAllListeners('data');
  const secure = tls.connect({ socket: clear, rejectUnauthorized: false, servername: 'localhost' });
  await answerOf(secure);
  const words = await answerOf(secure, `AUTHENTICATE "PLAIN" "${plain(account)}"`);
  secure.destroy();
  return meaningOf(/^OK\b/m.test(words), words);
}

/** Webmail: from the host of the panel, with a token and the address of the browser. */
async function overWebmail(mailbox: { mailboxId: string; address: string }, browser: string): Promise<Answer> {
  const { id } = await db().signIn.create({
    data: { mailboxId: mailbox.mailboxId, ip: browser, userAgent: 'test', expiresAt: new Date(Date.now() + 3_600_000) },
    select: { id: true },
  });
  const token = await createMailToken(mailbox.mailboxId, id);
  const client = await RawClient.open(ports.imap);
  await client.imap(`ID ("x-originating-ip" "${browser}" "x-session-id" "${randomUUID()}")`);
  const words = await client.imap(`AUTHENTICATE PLAIN ${plain({ address: mailbox.address, password: token })}`);
  client.hangUp();
  return meaningOf(/ OK /.test(words), words);
}

/** A browser at the form of the panel. */
class Browser {
  private readonly cookies = new Map<string, string>();

  private async fetch(path: string, ip: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, url), {
      ...init,
      redirect: 'manual',
      headers: { cookie, 'x-forwarded-for': ip, ...init.headers },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
      if (name.startsWith('milepost-known-')) this.knownCookie = line;
    }
    return response;
  }

  knownCookie = '';

  /** 'in', or the code of the refusal. */
  async signIn({ address, password: secret }: Account, ip: string): Promise<string> {
    const { csrfToken } = (await (await this.fetch('/api/auth/csrf', ip)).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, name: address, password: secret, json: 'true' });
    const response = await this.fetch('/api/auth/callback/credentials', ip, { method: 'POST', body });
    const answer = (await response.json()) as { url?: string };
    return new URL(answer.url ?? '', url).searchParams.get('error') ?? 'in';
  }

  signOut(): void {
    for (const name of this.cookies.keys()) if (name.includes('session-token')) this.cookies.delete(name);
  }
}

const guess = (address: string, index: number): Account => ({ address, password: `guess number ${index}` });

async function guessOverImap(address: string, count: number, from: (host: number) => string): Promise<Answer[]> {
  const answers: Answer[] = [];
  // Twelve connections, because each answer to a wrong password takes half a second.
  for (let first = 0; first < count; first += 12) {
    const turn = Array.from({ length: Math.min(12, count - first) }, (_, i) => first + i);
    answers.push(...(await Promise.all(turn.map((i) => over('imap', guess(address, i), from(1 + i))))));
  }
  return answers;
}

const times = (answers: string[], wanted: string) => answers.filter((answer) => answer === wanted).length;

/** Ten different hashes are checked. Two of ten passwords have the same 12 bits in one of 90 runs: then one more is. */
function expectTen(answers: Answer[]): void {
  const checked = times(answers, 'wrong');
  expect(checked).toBeGreaterThanOrEqual(10);
  expect(checked).toBeLessThanOrEqual(12);
  expect(times(answers, 'refused')).toBe(answers.length - checked);
}

describe('140 guesses over IMAP', () => {
  it('from one network: ten reach the hash, and neither the owner nor webmail is locked out', async () => {
    const account = await newMailbox('guessed');
    const [home, stranger] = [newNetwork(), newNetwork()];
    expect(await over('imap', account, home())).toBe('in');
    const answers = await guessOverImap(account.address, 140, stranger);
    expectTen(answers);

    const refused = await mailSignIn('imap', account, stranger());
    refused.close();
    expect(refused.accepted).toBe(false);
    expect(refused.words).toContain(`Too many attempts. Wait an hour, or sign in at ${url}`);
    expect(await over('pop3', account, home(7))).toBe('in');
    expect(await overWebmail(account, stranger())).toBe('in');

    // The owner sees all of it, each attempt once.
    const owner = actorWith({
      kind: 'mailbox',
      id: account.mailboxId,
      name: account.address,
      role: 'owner',
      mailboxId: account.mailboxId,
    });
    const seen = async (wanted: boolean) => (await listMyFailures(owner)).filter(({ refused: was }) => was === wanted);
    await until(
      async () => (await seen(true)).reduce((sum, row) => sum + row.times, 0) === times(answers, 'refused') + 1,
    );
    // At most 50 are listed; those of one network are merged, so refusals are one or two rows.
    expect((await seen(false)).reduce((sum, row) => sum + row.times, 0)).toBe(times(answers, 'wrong'));
    expect((await listMyFailures(owner)).every(({ protocol }) => protocol === 'imap')).toBe(true);
  }, 120_000);

  it('at once: ten reach the hash', async () => {
    const account = await newMailbox('burst');
    const from = newNetwork();
    const all = Array.from({ length: 140 }, (_, i) => over('imap', guess(account.address, i), from(1 + i)));
    const answers = await Promise.all(all);
    expectTen(answers);
    expect(await over('imap', account, from())).toBe('refused');
  }, 120_000);

  it('with one old password lock nobody out', async () => {
    const account = await newMailbox('oldphone');
    const from = newNetwork();
    const old = { ...account, password: 'the password of last year' };
    for (let turn = 0; turn < 5; turn += 1) {
      const answers = await Promise.all(Array.from({ length: 8 }, () => over('imap', old, from())));
      expect(times(answers, 'wrong')).toBe(8);
    }
    expect(await over('imap', account, from())).toBe('in');
  }, 120_000);
});

describe('one count', () => {
  it('of IMAP, POP3, submission, Postfix, ManageSieve and the panel', async () => {
    const account = await newMailbox('shared');
    const from = newNetwork();
    const wrong = Array.from({ length: 10 }, (_, i) => guess(account.address, i));
    const answers = await Promise.all([
      ...wrong.slice(0, 2).map((each) => over('imap', each, from())),
      ...wrong.slice(2, 4).map((each) => over('pop3', each, from())),
      ...wrong.slice(4, 6).map((each) => over('submission', each, from())),
      ...wrong.slice(6, 8).map((each) => overSieve(each, from())),
      ...wrong.slice(8, 9).map((each) => overPostfix(each, from())),
    ]);
    expect(answers).toEqual(wrong.slice(0, 9).map(() => 'wrong'));
    const browser = new Browser();
    expect(await browser.signIn(guess(account.address, 9), from())).toBe('wrong');
    // If two of them had the same hash.
    for (const more of [10, 11]) await browser.signIn(guess(account.address, more), from());
    for (const protocol of ['imap', 'pop3', 'submission'] as const)
      expect([protocol, await over(protocol, account, from())]).toEqual([protocol, 'refused']);
    expect(await overSieve(account, from())).toBe('refused');
    expect(await overPostfix(account, from())).toBe('refused');
    expect(await browser.signIn(account, from())).toBe('locked');
    const elsewhere = newNetwork();
    expect(await over('pop3', account, elsewhere())).toBe('in');
    expect(await overSieve(account, elsewhere())).toBe('in');
    expect(await overPostfix(account, elsewhere())).toBe('in');
    expect(await browser.signIn(account, elsewhere())).toBe('in');
  }, 60_000);

  it('a sign-in at the panel makes its network known to the mail protocols', async () => {
    const account = await newMailbox('wayin');
    const from = newNetwork();
    expect(await new Browser().signIn(account, from(9))).toBe('in');
    await guessOverImap(account.address, 12, from);
    expect(await over('imap', account, from())).toBe('in');
  }, 60_000);
});

it('a browser that has signed in before gets in where strangers locked its network, and no other does', async () => {
  const account = await newMailbox('browser');
  const browser = new Browser();
  expect(await browser.signIn(account, newNetwork()())).toBe('in');
  for (const attribute of ['HttpOnly', 'SameSite=lax', 'Path=/api/auth'])
    expect(browser.knownCookie.toLowerCase()).toContain(attribute.toLowerCase());
  browser.signOut();
  const hotel = newNetwork();
  const strangers = await guessOverImap(account.address, 14, hotel);
  expectTen(strangers);
  expect(await new Browser().signIn(account, hotel())).toBe('locked');
  expect(await browser.signIn(account, hotel())).toBe('in');
}, 60_000);

describe('after a new password', () => {
  const wanted = 'another-horse-2';
  const exempts = (name: string, from: string) =>
    db().knownNetwork.count({ where: { name, network: from.replace(/\d+$/, '0/24'), forgottenAt: null } });

  it('by an administrator, neither networks nor browsers of the old one are known', async () => {
    const account = await newMailbox('reset');
    const { mailboxId, address } = account;
    const [home, hotel] = [newNetwork(), newNetwork()];
    const browser = new Browser();
    expect(await over('imap', account, home())).toBe('in');
    expect(await browser.signIn(account, newNetwork()())).toBe('in');
    await until(() => exempts(address, home()));
    await setPassword(reseller, { mailboxId, password: wanted });
    expect(await exempts(address, home())).toBe(0);

    expectTen(await guessOverImap(address, 14, home));
    await guessOverImap(address, 14, hotel);
    const changed = { address, password: wanted };
    expect(await over('imap', changed, home())).toBe('refused');
    browser.signOut();
    expect(await browser.signIn(changed, hotel())).toBe('locked');
    // The next sign-in from elsewhere makes it known again.
    expect(await browser.signIn(changed, newNetwork()())).toBe('in');
    browser.signOut();
    expect(await browser.signIn(changed, hotel())).toBe('in');
  }, 120_000);

  it('by the owner, the network of the change alone is known', async () => {
    const account = await newMailbox('changed');
    const { mailboxId, address } = account;
    const [home, cafe] = [newNetwork(), newNetwork()];
    for (const from of [home, cafe]) {
      expect(await over('imap', account, from())).toBe('in');
      await until(() => exempts(address, from()));
    }
    const owner = actorWith({ kind: 'mailbox', id: mailboxId, name: address, role: 'owner', mailboxId, ip: home(9) });
    await setOwnPassword(owner, wanted);
    expect([await exempts(address, home()), await exempts(address, cafe())]).toEqual([1, 0]);
    expectTen(await guessOverImap(address, 14, cafe));
    expect(await over('imap', { address, password: wanted }, cafe())).toBe('refused');
    await guessOverImap(address, 14, home);
    expect(await over('imap', { address, password: wanted }, home())).toBe('in');
    // What the mailbox is used to is not forgotten.
    expect(await readNetworkHistory(address, 'elsewhere', new Date())).toMatchObject({ hasHistory: true });
  }, 120_000);
});

it('an app password that has signed in before gets in where strangers locked the name', async () => {
  const { mailboxId, address } = await newMailbox('app');
  const { token } = await createAppPassword(reseller, { mailboxId, name: 'Phone', protocols: ['imap'] });
  const app = { address, password: token };
  expect(await over('imap', app, newNetwork()())).toBe('in');
  await until(async () => (await db().knownAppPassword.count({ where: { name: address } })) === 1);
  const hotel = newNetwork();
  await guessOverImap(address, 14, hotel);
  expect(await over('imap', { address, password }, hotel())).toBe('refused');
  expect(await over('imap', app, hotel())).toBe('in');
}, 60_000);

it('a name that does not exist is counted like one that does', async () => {
  const from = newNetwork();
  const answers = await guessOverImap(`${randomUUID()}@nowhere.test`, 14, from);
  expectTen(answers);
}, 60_000);

it('resets, invitations and proofs are counted apart from sign-ins, IPv6 by /64', async () => {
  const name = `${randomUUID()}@nowhere.test`;
  const from = (host: number) => ({ ip: `2001:db8:${randomInt(65_536).toString(16)}::${host}`, userAgent: 'test' });
  const tries = [];
  for (let turn = 0; turn < 4; turn += 1) tries.push(await beginOther(name, from(turn), 'reset'));
  expect(tries.map((id) => id !== null)).toEqual([true, true, true, false]);
  for (let turn = 0; turn < 8; turn += 1) expect(await beginOther(name, from(turn), 'proof')).not.toBeNull();
  expect(await beginOther(name, from(9), 'proof')).toBeNull();

  const group = randomInt(65_536).toString(16);
  const attempt = (turn: number) =>
    beginAttempt(
      name,
      { ip: `2001:db8:2:${group}::${turn + 1}`, userAgent: 'test' },
      { password: `guess number ${turn}`, hasCode: false, knownBrowser: false },
    );
  const outcomes = [];
  for (let turn = 0; turn < 12; turn += 1) outcomes.push((await attempt(turn)) !== null);
  // Two of ten passwords have the same 12 bits once in 90 runs, so one more may pass.
  expect(outcomes.filter(Boolean).length).toBeGreaterThanOrEqual(10);
  expect(outcomes.at(-1)).toBe(false);
});
