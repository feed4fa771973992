import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import type { Browser } from '@playwright/test';
import { ImapFlow } from 'imapflow';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, newDataDirectory, type OwnStack, refusedUp, startOwnStack, type World } from '@/lib/testing';
import { launchBrowser } from './launch-browser.fixture';
import { readStackEnvironment } from './stack-environment';

// What the README describes under "In earnest": an external PostgreSQL, a certificate and a proxy.

const mailHost = 'mail.host.example';
const folder = mkdtempSync(path.join(os.tmpdir(), 'milepost-earnest-'));
const file = (name: string) => path.join(folder, name);

/** Its cluster is used as the external PostgreSQL. */
let server: OwnStack;
let own: OwnStack;
let proxy: Server;
let browser: Browser;
let env: Record<string, string>;
let anna: World['owners'][number];
/** The first start, by a user without CREATEROLE. */
let firstRefusal: Awaited<ReturnType<typeof refusedUp>>;

/** A certificate authority, and its certificate for the mail host and the proxy. */
function makeCertificate(): void {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...key, '-subj', '/CN=An authority', '-keyout', 'ca.key', '-out', 'ca.pem');
  openssl('req', ...key, '-subj', `/CN=${mailHost}`, '-keyout', 'host.key', '-out', 'host.csr');
  writeFileSync(file('names'), `subjectAltName=DNS:${mailHost},IP:127.0.0.1`);
  const sign = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-out', 'host.pem'];
  openssl('x509', '-req', '-in', 'host.csr', '-days', '30', ...sign);
}

/** Adds TLS and the three headers in the README, and nothing else. */
function startProxy(): Promise<Server> {
  const tls = { cert: readFileSync(file('host.pem')), key: readFileSync(file('host.key')) };
  const made = createServer(tls, (from, to) => {
    const headers = {
      ...from.headers,
      'x-forwarded-for': [from.headers['x-forwarded-for'], '203.0.113.9'].filter(Boolean).join(', '),
      'x-forwarded-proto': 'https',
    };
    const onward = request({ port: own.ports.panel, method: from.method, path: from.url, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    onward.on('error', () => to.destroy());
    from.pipe(onward);
  });
  return new Promise((resolve) => made.listen(0, '127.0.0.1', () => resolve(made)));
}

async function asSuperuser(...statements: string[]): Promise<void> {
  const { superuser } = JSON.parse(readFileSync(path.join(server.dataDirectory, 'keys/secrets.json'), 'utf8'));
  const admin = new pg.Client(`postgresql://postgres:${superuser}@127.0.0.1:${server.ports.postgres}/postgres`);
  await admin.connect();
  for (const statement of statements) await admin.query(statement);
  await admin.end();
}

/** What a start wants to be run by whoever administers the database. */
const statementsIn = (said: string) =>
  [...said.matchAll(/^ {2}((?:CREATE|ALTER) ROLE .+;)$/gm)].map(([, one = '']) => one);

/** Signs in to the mailbox like a mail client, with verification of the certificate. */
async function imap<T>(work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: own.ports.imaps,
    servername: mailHost,
    secure: true,
    logger: false,
    tls: { ca: readFileSync(file('ca.pem')) },
    auth: { user: anna.address, pass: anna.password },
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.logout();
  }
}

const subjects = () =>
  imap(async (client) => {
    await client.mailboxOpen('INBOX');
    return (await client.fetchAll('1:*', { envelope: true })).map(({ envelope }) => envelope?.subject);
  });

beforeAll(async () => {
  makeCertificate();
  proxy = await startProxy();
  server = await startOwnStack();
  await asSuperuser(
    "CREATE ROLE hoster LOGIN PASSWORD 'of-the-hoster'",
    'CREATE DATABASE mail OWNER hoster',
    // Then no role may connect that was not granted it.
    'REVOKE CONNECT ON DATABASE mail FROM PUBLIC',
  );
  env = {
    DATABASE_URL: `postgresql://hoster:of-the-hoster@127.0.0.1:${server.ports.postgres}/mail`,
    MILEPOST_TLS_CERT: file('host.pem'),
    MILEPOST_TLS_KEY: file('host.key'),
    MILEPOST_MAIL_HOST: mailHost,
    MILEPOST_LISTEN: '0.0.0.0',
    MILEPOST_URL: `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    MILEPOST_STAFF: 'desk@host.example',
  };
  const dataDirectory = newDataDirectory();
  firstRefusal = await refusedUp(dataDirectory, ['--empty'], env);
  await asSuperuser(...statementsIn(firstRefusal.said));
  own = await startOwnStack({ dataDirectory, env });
  Object.assign(process.env, readStackEnvironment(own.dataDirectory));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await own?.stop();
  await server?.stop();
  proxy?.close();
  rmSync(folder, { recursive: true, force: true });
});

const firstPassword = () => /^ {2}staff +desk@host\.example +(\S+)$/m.exec(own.said())?.[1] ?? '';

test('without CREATEROLE the first start says what to run, and the user never needs more', async () => {
  expect(firstRefusal.code).toBe(1);
  expect(firstRefusal.said).toContain('may not make the roles');
  const statements = statementsIn(firstRefusal.said);
  expect(statements.map((one) => /_(app|agent|dovecot|postfix|policy)\b/.exec(one)?.[1])).toEqual([
    'app',
    'agent',
    'dovecot',
    'postfix',
    'policy',
  ]);
  const secrets = JSON.parse(readFileSync(path.join(own.dataDirectory, 'keys/secrets.json'), 'utf8'));
  for (const secret of Object.values<string>(secrets)) expect(firstRefusal.said).not.toContain(secret);
  const hoster = new pg.Client(env.DATABASE_URL);
  await hoster.connect();
  const { rows } = await hoster.query('SELECT rolcreaterole, rolsuper FROM pg_roles WHERE rolname = current_user');
  expect(rows).toEqual([{ rolcreaterole: false, rolsuper: false }]);
  await expect(hoster.query('CREATE ROLE one_more')).rejects.toThrow('permission denied');
  await hoster.end();
});

test('all data are in the database of DATABASE_URL, and the data directory has no cluster', async () => {
  expect(existsSync(path.join(own.dataDirectory, 'pg'))).toBe(false);
  expect(readStackEnvironment(own.dataDirectory).MILEPOST_OWNER_DATABASE_URL).toBe(env.DATABASE_URL);
  const hoster = new pg.Client(env.DATABASE_URL);
  await hoster.connect();
  const { rows } = await hoster.query('SELECT email FROM "Person"');
  const parts = await hoster.query(
    "SELECT count(DISTINCT usename)::int AS n FROM pg_stat_activity WHERE datname = 'mail'",
  );
  await hoster.end();
  expect(rows).toEqual([{ email: 'desk@host.example' }]);
  // The connections of the panel, the agent and this test. Dovecot and Postfix connect at their first query.
  expect(parts.rows[0].n).toBeGreaterThanOrEqual(3);
});

test.each(['imaps', 'pop3s', 'submissions'] as const)('%s uses the given certificate', async (port) => {
  const authorized = await new Promise<boolean>((resolve, reject) => {
    const socket = connect(
      { host: '127.0.0.1', port: own.ports[port], servername: mailHost, ca: readFileSync(file('ca.pem')) },
      () => {
        resolve(socket.authorized);
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });
  expect(authorized).toBe(true);
});

test('behind a TLS proxy the panel works, and uses the client address that the proxy sends', async () => {
  const context = await browser.newContext({
    baseURL: env.MILEPOST_URL ?? '',
    ignoreHTTPSErrors: true,
    locale: 'en-GB',
    // A forged header: only the entry of the proxy counts.
    extraHTTPHeaders: { 'x-forwarded-for': '198.51.100.1' },
  });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Address', { exact: true }).fill('desk@host.example');
  await page.getByLabel('Password', { exact: true }).fill(firstPassword());
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(new URL(page.url()).origin).toBe(env.MILEPOST_URL);
  const cookies = await context.cookies();
  expect(cookies.filter(({ name }) => name.includes('session')).map(({ secure }) => secure)).toEqual([true]);

  await page.goto('/settings');
  await page.getByText('203.0.113.9').first().waitFor();
  expect(await page.locator('body').textContent()).not.toContain('198.51.100.1');

  const { customer, owners } = await makeWorld(['anna']);
  await page.goto(`/customers/${customer.id}`);
  await page.getByLabel('Mailboxes').fill('2');
  await page.getByRole('button', { name: 'Save limits' }).click();
  await page.getByText('1 of 2').waitFor();
  await context.close();

  const [owner] = owners;
  if (!owner) throw new Error('no mailbox');
  anna = owner;
  await imap((client) => client.append('INBOX', 'Subject: Still here\r\n\r\nA message\r\n'));
});

test('nobody can bypass the proxy from another machine', () => {
  const listening = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  const of = (port: number) => {
    const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
    return listening.map((line) => line.trim().split(/\s+/)).filter((at) => at[1]?.endsWith(hex) && at[3] === '0A');
  };
  expect(of(own.ports.panel).map((at) => at[1]?.split(':')[0])).toEqual(['0100007F']);
  expect(of(own.ports.imaps).map((at) => at[1]?.split(':')[0])).toEqual(['00000000']);
});

test('SIGTERM, as sent by systemd, stops it cleanly, and the next start has all data', async () => {
  expect(await own.stop({ keep: true, signal: 'SIGTERM' })).toBe(0);
  own = await startOwnStack({ dataDirectory: own.dataDirectory, env });
  expect(own.said()).not.toContain('This password is shown only now');
  expect(await subjects()).toEqual(['Still here']);
});

test('a dump of the database and the directories in the README are a backup', async () => {
  const dump = file('dump.sql');
  execFileSync('pg_dump', ['--no-owner', '-f', dump, env.DATABASE_URL ?? '']);
  const dataDirectory = newDataDirectory();
  for (const name of ['mail', 'keys', 'anchors', 'tls', 'kind', 'ports.json'])
    execFileSync('cp', ['-a', path.join(own.dataDirectory, name), dataDirectory]);
  await own.stop();
  const again = `${env.DATABASE_URL}_again`;
  // With the right, the start makes the roles of this data directory itself.
  await asSuperuser('CREATE DATABASE mail_again OWNER hoster', 'ALTER ROLE hoster CREATEROLE');
  execFileSync('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-f', dump, again], { stdio: 'ignore' });
  env.DATABASE_URL = again;
  own = await startOwnStack({ dataDirectory, env });
  expect(await subjects()).toEqual(['Still here']);
});

test('a copy of a stopped data directory is a backup', async () => {
  const copyOf = async (stack: OwnStack) => {
    expect(await stack.stop({ keep: true })).toBe(0);
    const dataDirectory = newDataDirectory();
    execFileSync('cp', ['-a', `${stack.dataDirectory}/.`, dataDirectory]);
    rmSync(stack.dataDirectory, { recursive: true });
    return dataDirectory;
  };
  const [dataDirectory, cluster] = [await copyOf(own), await copyOf(server)];
  server = await startOwnStack({ dataDirectory: cluster });
  own = await startOwnStack({ dataDirectory, env });
  expect(await subjects()).toEqual(['Still here']);
});

test('an address of the panel with a path or another scheme is refused', async () => {
  for (const url of ['panel.example.com', 'ftp://panel.example.com', 'https://panel.example.com/mail']) {
    const { code, said } = await refusedUp(server.dataDirectory, ['--empty'], { MILEPOST_URL: url });
    expect(code).toBe(1);
    expect(said).toContain(`MILEPOST_URL must be like https://panel.example.com, without a path, not "${url}"`);
  }
});
