/**
 * Measures the cost of a sign-in: IMAP logins per second through the panel's SQL views at 100,000 mailboxes, with and
 * without app passwords, compared with a static passdb. Each login is a separate connection (greeting, LOGIN, LOGOUT)
 * by one of many users, 16 at a time. Dovecot's auth cache is flushed before each run, so that every login queries the
 * database. Passwords are the same and stored in clear in all runs (an app password by its digest), because argon2id
 * would hide the difference. The static passdb runs in a second Dovecot with the same configuration except for passdb,
 * userdb and port, and without the authentication policy. A third one has the SQL views without the policy: the two are
 * compared over TLS from an address that the policy counts. Run as root, with a running stack:
 *   set -a; . DATA_DIRECTORY/stack.env; set +a; tsx --conditions=react-server bench/sign-in.ts [mailboxes] [logins]
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { config } from '@/lib/config';
import { pool } from '@/lib/db';
import { imapClient, RawClient } from '@/lib/mail-clients';
import { clearEstate, makeEstate } from './estate';

const count = Number(process.argv[2] ?? 100_000);
const logins = Number(process.argv[3] ?? 1000);
const batchSize = 16;
const rounds = 3;
const main = 'bench-main-password';
const app = 'bench-aaaaa-bbbbb-ccccc';

const { MILEPOST_HOME: home, MILEPOST_PORTS: ports } = config();
const conf = path.join(home, 'dovecot/dovecot.conf');
const run = promisify(execFile);
const estate = await makeEstate(count, `{PLAIN}${main}`);
const { rows: users } = await pool().query<{ id: string; address: string }>(
  'SELECT id, address FROM "Mailbox" WHERE "resellerId" = $1 AND "suspendedAt" IS NULL ORDER BY md5(address) LIMIT $2',
  [estate.resellerId, logins],
);
const addresses = users.map(({ address }) => address);
const other = await secondDovecot(withStaticPassdb);
const unasked = await secondDovecot((text) => text);
try {
  console.log(`${os.cpus().length} × ${os.cpus()[0]?.model}, ${Math.round(os.totalmem() / 2 ** 30)} GB`);
  console.log(`${count} mailboxes; ${logins} logins by as many users, ${batchSize} at a time, best of ${rounds}`);
  // The first login creates directories, which must not be measured.
  await through(other.port, main);
  await through(ports.imap, main);
  const floor = await best(() => through(other.port, main));
  say('static passdb', floor, floor);
  say('SQL views, no app passwords', await best(() => through(ports.imap, main)), floor);
  await pool().query(
    `INSERT INTO "AppPassword" (id, "mailboxId", name, "tokenSha256", protocols)
     SELECT gen_random_uuid(), m.id, 'Device ' || i, CASE i WHEN 1 THEN $2 ELSE encode(sha256(convert_to(m.id::text || i, 'UTF8')), 'hex') END, '{imap}'
     FROM "Mailbox" m, generate_series(1, 2) i WHERE m."resellerId" = $1`,
    [estate.resellerId, createHash('sha256').update(app).digest('hex')],
  );
  await pool()
    .query('ANALYZE "AppPassword"')
    .catch(() => {});
  say(`main password, ${2 * count} app passwords`, await best(() => through(ports.imap, main)), floor);
  say('app password', await best(() => through(ports.imap, app)), floor);
  const alone = await best(() => through(unasked.tlsPort, main, countedLogin), unasked.file);
  const asking = await best(() => through(ports.imaps, main, countedLogin));
  say('over TLS, without authentication policy', alone, floor);
  say('over TLS, with authentication policy', asking, floor);
  console.log(`${(asking / alone).toFixed(2)} of the sign-ins without authentication policy`);
} finally {
  await other.end();
  await unasked.end();
  for (const { id } of users) await rm(path.join(home, 'mail', id), { recursive: true, force: true });
  await clearEstate(estate);
}
process.exit(0);

function say(label: string, rate: number, floor: number): void {
  console.log(
    `${label.padEnd(40)}${rate.toFixed(0).padStart(6)} logins/s${(rate / floor).toFixed(2).padStart(8)} of static`,
  );
}

async function best(work: () => Promise<number>, of = conf): Promise<number> {
  let maxRate = 0;
  for (let i = 0; i < rounds; i += 1) {
    await run('doveadm', ['-c', of, 'auth', 'cache', 'flush']);
    maxRate = Math.max(maxRate, await work());
  }
  return maxRate;
}

/** Logins per second, one login per user. */
async function through(port: number, password: string, by = login): Promise<number> {
  const queue = [...addresses];
  const start = performance.now();
  const worker = async () => {
    for (let user = queue.pop(); user; user = queue.pop()) await by(port, user, password);
  };
  await Promise.all(Array.from({ length: batchSize }, worker));
  return logins / ((performance.now() - start) / 1000);
}

async function login(port: number, user: string, password: string): Promise<void> {
  const client = await imapClient(port, user, password);
  await client.imap('LOGOUT');
  client.hangUp();
}

/** The policy does not count what comes from the host of the panel, and other addresses need TLS. */
async function countedLogin(port: number, user: string, password: string): Promise<void> {
  const client = await RawClient.connect({ port, secure: true, from: '127.77.0.1' });
  await client.line();
  const answer = await client.imap(`LOGIN "${user}" "${password}"`);
  if (!/ OK /.test(answer)) throw new Error(answer);
  await client.imap('LOGOUT');
  client.hangUp();
}

/** One password for all users. */
function withStaticPassdb(text: string, mail: string): string {
  return `${text.replaceAll(/^(passdb|userdb) \{[\s\S]*?^\}\n/gm, '')}
passdb {
  driver = static
  args = password={PLAIN}${main} cred=main userdb_cred=main
}
userdb {
  driver = static
  args = home=${mail}/%u cred=main quota_rule=*:bytes=5000000000
}
`;
}

/** The stack's configuration with a change, without the authentication policy, and with ports of its own. */
async function secondDovecot(change: (text: string, mail: string) => string) {
  const place = await mkdtemp(path.join(os.tmpdir(), 'milepost-bench-'));
  await chmod(place, 0o755);
  const port = await freePort();
  const tlsPort = await freePort();
  const mail = path.join(place, 'mail');
  const text = (await readFile(conf, 'utf8'))
    .replace(/^auth_policy_server_url.*\n/m, '')
    .replaceAll(/^ {2}inet_listener[^{]*\{[\s\S]*?^ {2}\}\n/gm, '')
    .replace(/^instance_name.*$/m, `instance_name = bench-${port}`)
    .replace(/^base_dir.*$/m, `base_dir = ${place}/run`)
    .replace(/^state_dir.*$/m, `state_dir = ${place}/state`)
    .replace(/^log_path.*$/m, `log_path = ${place}/dovecot.log`)
    .replace(/^info_log_path.*$/m, `info_log_path = ${place}/info.log`)
    .replace(/^protocols =.*$/m, 'protocols = imap')
    .replace(
      /^service imap-login \{\n/m,
      `service imap-login {\n  inet_listener imap {\n    port = ${port}\n  }\n  inet_listener imaps {\n    port = ${tlsPort}\n    ssl = yes\n  }\n`,
    );
  const file = path.join(place, 'dovecot.conf');
  await writeFile(file, change(text, mail));
  await run('mkdir', ['-m', '777', mail]);
  const child = spawn('dovecot', ['-F', '-c', file], { stdio: 'inherit' });
  for (let i = 0; ; i += 1) {
    const good = await login(port, addresses[0] ?? '', main).then(
      () => true,
      (error: unknown) => {
        if (i > 100) throw error;
        return false;
      },
    );
    if (good) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const end = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await rm(place, { recursive: true, force: true });
  };
  return { port, tlsPort, file, end };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
