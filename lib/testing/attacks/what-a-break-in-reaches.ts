import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { record } from '@/lib/audit';
import { readAnchors } from '@/lib/audit/anchors';
import { transaction } from '@/lib/db';
import { checkout, readRecord, readStackEnvironment } from '@/lib/stack';
import { systemActor } from '@/lib/tenancy';
import { type Attack, unless } from './attack';
import type { Host } from './host';

/** Debian's account without any files: another user of the machine. */
const nobody = { uid: 65_534, gid: 65_534 };

const parts = ['panel', 'worker', 'policy'] as const;
type PartName = (typeof parts)[number];

/** The agent anchors once a minute. */
const anchorMs = 75_000;

/** What a process of Milepost's own holds, as root reads it. */
function processOf(dataDirectory: string, name: PartName) {
  const pid = readRecord(dataDirectory)?.parts[name]?.process?.pid;
  if (!pid) throw new Error(`there is no part ${name}`);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const uids = /^Uid:\s+(.*)$/m.exec(status)?.[1]?.split(/\s+/).map(Number) ?? [];
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
  const environment = Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
  return { pid, uids, environment };
}

/** Runs statements one by one, and returns those that were not refused for want of rights. */
async function allowedOf(connectionString: string, statements: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const allowed: string[] = [];
  try {
    for (const statement of statements) {
      await client.query('BEGIN');
      const code = await client.query(statement).then(
        () => '',
        (error: { code?: string }) => error.code ?? 'failed',
      );
      await client.query('ROLLBACK');
      // 42501: insufficient privilege.
      if (code !== '42501') allowed.push(code ? `${statement} (${code})` : statement);
    }
  } finally {
    await client.end();
  }
  return allowed;
}

/** What a break-in into one process, or a second user of the machine, can reach. */
export function whatABreakInReaches({ stack }: Host): Attack[] {
  const { dataDirectory } = stack;
  const environment = readStackEnvironment(dataDirectory);
  const secretsShape = z.record(z.string(), z.string());
  const secrets = () =>
    secretsShape.parse(JSON.parse(readFileSync(path.join(dataDirectory, 'keys/secrets.json'), 'utf8')));

  /** Runs a shell script as another user of the machine, with lines of input. */
  const asNobody = (script: string, lines: readonly string[]): string[] =>
    execFileSync('sh', ['-c', script], {
      ...nobody,
      cwd: '/',
      input: lines.map((line) => `${line}\n`).join(''),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
      .split('\n')
      .filter(Boolean);
  const readable = (files: readonly string[]) =>
    asNobody(`while IFS= read -r file; do if [ -r "$file" ]; then printf '%s\\n' "$file"; fi; done`, files);

  const forbidden = (): Record<PartName, string[]> => {
    const owner = new URL(environment.MILEPOST_OWNER_DATABASE_URL ?? '').username;
    const ofOwner = [
      `SET ROLE "${owner}"`,
      'CREATE TABLE attack (id int)',
      'ALTER TABLE "AuditEntry" DISABLE TRIGGER USER',
      `UPDATE "AuditEntry" SET "objectLabel" = ''`,
      'DELETE FROM "AuditEntry"',
      'TRUNCATE "AuditEntry"',
      `COPY (SELECT 1) TO PROGRAM 'true'`,
    ];
    const ofApp = ['SELECT * FROM "Person"', 'SELECT * FROM "Mailbox"', 'SELECT * FROM "DkimKey"'];
    return { panel: ofOwner, worker: ofOwner, policy: [...ofOwner, ...ofApp, 'SELECT * FROM "AuditEntry"'] };
  };

  function audit(): { code: number; said: string } {
    try {
      const said = execFileSync('sh', [path.join(checkout, 'lib/stack/bootstrap.sh'), 'audit'], {
        env: { ...process.env, MILEPOST_HOME: dataDirectory },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return { code: 0, said };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, said: stdout };
    }
  }

  const anchoredTo = () => {
    const inAnchors = (name: string) => readFileSync(path.join(dataDirectory, 'anchors', name), 'utf8');
    try {
      return readAnchors(inAnchors('audit.jsonl'), createPublicKey(inAnchors('audit.pub'))).anchors.at(-1)?.to ?? 0;
    } catch {
      // The agent has not begun.
      return 0;
    }
  };

  /** The first bytes that somebody reads from a socket of Dovecot, or why not. */
  const greetingAs = ({ uid, gid }: { uid: number; gid: number }, socket: string) => {
    // Perl, because the account may not enter the checkout, and bash has no UNIX sockets.
    const program = `my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or do { print "error ", 0 + $!; exit };
      $s->autoflush(1); print $s "VERSION\\t1\\t1\\nCPID\\t4711\\n"; print scalar <$s>;`;
    const file = path.join(dataDirectory, 'run', socket);
    const options = { uid, gid, cwd: '/', encoding: 'utf8', timeout: 20_000 } as const;
    return execFileSync('/usr/bin/perl', ['-MIO::Socket::UNIX', '-e', program, file], options).trim();
  };

  return [
    {
      name: 'from another user of the machine to delivery past all verdicts, and to sign-ins from any address',
      attempt: async () => {
        const troubles = ['lmtp', 'smtpd-sasl'].flatMap((socket) => {
          const theirs = greetingAs(nobody, socket);
          const roots = greetingAs({ uid: 0, gid: 0 }, socket);
          return [
            theirs !== `error ${constants.errno.EACCES}` && `${socket} answers nobody: ${theirs.slice(0, 60)}`,
            !/^(220|VERSION)/.test(roots) && `control: ${socket} does not answer: ${roots.slice(0, 60)}`,
          ];
        });
        return unless(...troubles);
      },
    },
    {
      name: 'from one of Milepost’s processes to the memory of another, as the same user',
      attempt: async () => {
        const uids = parts.map((name) => processOf(dataDirectory, name).uids);
        const users = uids.map(([uid]) => uid);
        const opened = parts.flatMap((from, index) =>
          parts
            .filter((to) => to !== from)
            .flatMap((to) => {
              const uid = users[index] ?? 0;
              const { pid } = processOf(dataDirectory, to);
              try {
                execFileSync('cat', [`/proc/${pid}/environ`], { uid, gid: uid, stdio: 'ignore' });
                return [`${from} reads the environment of ${to}`];
              } catch {
                return [];
              }
            }),
        );
        return unless(
          uids.flat().some((uid) => !uid) && 'one of them runs as root',
          new Set(users).size !== parts.length && `their users: ${users.join(', ')}`,
          ...opened,
        );
      },
    },
    {
      name: 'from one of Milepost’s processes to the owner of the database, or to its superuser',
      attempt: async () => {
        const { superuser, owner, agent, dovecot, postfix, doveadm, app, policy } = secrets();
        const troubles: string[] = [];
        for (const name of parts) {
          const held = processOf(dataDirectory, name).environment;
          const text = Object.values(held).join('\n');
          for (const [what, secret] of Object.entries({ superuser, owner, agent, dovecot, postfix, doveadm }))
            if (secret && text.includes(secret)) troubles.push(`${name} holds the secret of ${what}`);
          const mine = name === 'policy' ? policy : app;
          if (!mine || !text.includes(mine)) troubles.push(`control: ${name} does not hold its own`);
          const allowed = await allowedOf(held.DATABASE_URL ?? '', forbidden()[name]);
          troubles.push(...allowed.map((statement) => `${name} may ${statement}`));
        }
        return unless(...troubles);
      },
    },
    {
      name: 'from one account to the temporary files of another',
      attempt: async () => {
        const directories = parts.map((name) => {
          const { uids, environment: held } = processOf(dataDirectory, name);
          return { name, uid: uids[0] ?? 0, directory: held.TMPDIR ?? '' };
        });
        const troubles = directories.flatMap(({ name, uid, directory }) => {
          const { mode, uid: owner } = statSync(directory);
          return (mode & 0o077) !== 0 || owner !== uid ? [`${name}: mode ${(mode & 0o777).toString(8)}`] : [];
        });
        const reached = readable(directories.map(({ directory }) => directory));
        const shared = new Set(directories.map(({ directory }) => directory)).size !== parts.length;
        return unless(...troubles, ...reached, shared && 'two accounts share one');
      },
    },
    {
      name: 'another user of the machine reads logs, mail or secrets in the data directory',
      attempt: async () => {
        const files = readdirSync(dataDirectory, { recursive: true, withFileTypes: true }).flatMap((entry) =>
          entry.isFile() ? path.join(entry.parentPath, entry.name) : [],
        );
        const open = readable(files);
        const closed = ['log', 'mail', 'anchors', 'uploads', 'tmp', 'home', 'pg'].map((name) =>
          path.join(dataDirectory, name, '/'),
        );
        const wanted = Object.entries(secrets());
        const leaks = open.flatMap((file) => {
          if (closed.some((directory) => file.startsWith(directory))) return [file];
          const text = readFileSync(file, 'latin1');
          const found = wanted.filter(([, secret]) => text.includes(secret)).map(([name]) => name);
          if (text.includes('PRIVATE KEY')) found.push('a private key');
          return found.length > 0 ? [`${file}: ${found.join(', ')}`] : [];
        });
        const sockets = ['run/mx', 'run/out', 'run/sieve', 'learn/learn'].map((name) =>
          path.join(dataDirectory, 'rspamd', `${name}.sock`),
        );
        const writable = asNobody(
          `while IFS= read -r f; do if [ -w "$f" ]; then printf '%s\\n' "$f"; fi; done`,
          sockets,
        );
        return unless(
          ...leaks.slice(0, 10),
          ...writable,
          !files.some((file) => file.includes('/log/')) && 'control: there are no files',
          readable([path.join(checkout, 'package.json')]).length === 0 && 'control: this user reads nothing at all',
        );
      },
    },
    {
      name: 'another user of the machine asks the policy, doveadm or PostgreSQL without their keys',
      attempt: async () => {
        const { ports } = stack;
        const policy = await fetch(`http://127.0.0.1:${ports.policy}/sender`, { method: 'POST', body: '{}' });
        const doveadm = await fetch(`http://127.0.0.1:${ports.doveadm}/doveadm/v1`, { method: 'POST', body: '[]' });
        const address = new URL(environment.DATABASE_URL ?? '');
        const asRole = async (user: string, password: string) => {
          const client = new pg.Client({
            host: address.hostname,
            port: Number(address.port),
            database: address.pathname.slice(1),
            user,
            password,
          });
          return client.connect().then(
            async () => {
              await client.end();
              return true;
            },
            () => false,
          );
        };
        const { username } = address;
        return unless(
          policy.status !== 403 && `the policy: ${policy.status}`,
          ![401, 403].includes(doveadm.status) && `doveadm: ${doveadm.status}`,
          (await asRole(username, 'wrong')) && 'PostgreSQL lets the panel’s role in with a wrong password',
          (await asRole('postgres', 'postgres')) && 'PostgreSQL lets the superuser in with a guessed password',
          !(await asRole(username, address.password)) && 'control: PostgreSQL refuses the right password',
        );
      },
    },
    {
      name: 'the owner of the database rewrites the audit and computes its chain anew',
      attempt: async () => {
        for (const label of ['one', 'two', 'three'])
          await transaction((tx) =>
            record(tx, systemActor('attack'), { action: 'platform.demo-pace', object: { type: 'platform', label } }),
          );
        const deadline = Date.now() + anchorMs;
        while (anchoredTo() < 3 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 500));
        const wrong = anchoredTo() - 1;
        const before = audit();
        const owner = new pg.Client({ connectionString: environment.MILEPOST_OWNER_DATABASE_URL });
        await owner.connect();
        try {
          await owner.query('ALTER TABLE "AuditEntry" DISABLE TRIGGER USER');
          await owner.query('UPDATE "AuditEntry" SET "objectLabel" = $2 WHERE seq = $1', [wrong, 'nothing happened']);
          await owner.query(`DO $$ DECLARE e "AuditEntry"; last text := ''; BEGIN
            FOR e IN SELECT * FROM "AuditEntry" ORDER BY seq LOOP
              e."prevHash" := last;
              last := audit_digest(e);
              UPDATE "AuditEntry" SET "prevHash" = e."prevHash", hash = last WHERE seq = e.seq;
            END LOOP; END $$`);
          await owner.query('ALTER TABLE "AuditEntry" ENABLE TRIGGER USER');
        } finally {
          await owner.end();
        }
        const after = audit();
        return unless(
          wrong < 1 && 'control: the agent anchored nothing',
          before.code !== 0 && `control: the audit before: ${before.said.trim()}`,
          !after.said.includes('is whole') && 'control: the chain itself is broken',
          (after.code === 0 || !after.said.includes(`Entry ${wrong} is not what it was`)) && after.said.trim(),
        );
      },
    },
  ];
}
