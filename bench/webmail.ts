/**
 * Compares the webmail's functions with the bare IMAP exchange, on one mailbox of 100,000 messages (or the number
 * given) in the data directory of the environment. Run as root, with a running stack:
 *   set -a; . DATA_DIRECTORY/stack.env; set +a; tsx --conditions=react-server bench/webmail.ts [messages]
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { createMailToken } from '@/lib/dovecot';
import { closePool } from '@/lib/imap';
import { RawClient } from '@/lib/mail-clients';
import { hashPassword } from '@/lib/passwords';
import type { Actor } from '@/lib/tenancy';
import { listFolders, listMessages, readMessage } from '@/lib/webmail';

const count = Number(process.argv[2] ?? 100_000);
const rounds = 200;

const name = `bench-${randomUUID().slice(0, 8)}.example`;
const customer = await db().tenant.create({ data: { kind: 'customer', name } });
const domain = await db().domain.create({ data: { name, customerId: customer.id } });
const address = `large@${name}`;
const mailbox = await db().mailbox.create({
  data: {
    domainId: domain.id,
    customerId: customer.id,
    localPart: 'large',
    address,
    passwordHash: await hashPassword(randomUUID()),
    quotaBytes: 100_000_000_000n,
  },
});
const signIn = await db().signIn.create({
  data: { mailboxId: mailbox.id, ip: '127.0.0.1', userAgent: 'bench', expiresAt: new Date(Date.now() + 3_600_000) },
});
const actor: Actor & { signInId: string } = {
  kind: 'mailbox',
  id: mailbox.id,
  name: address,
  role: 'owner',
  tenantId: null,
  tenantName: null,
  customerId: customer.id,
  resellerId: null,
  mailboxId: mailbox.id,
  signInId: signIn.id,
  ip: '127.0.0.1',
};

await fill();
const floor = await rawLine();
try {
  await measure();
} finally {
  floor.hangUp();
  closePool(actor.signInId);
  await clear();
}
process.exit(0);

/** Imports an mbox file with doveadm: 100,000 messages in about a minute. */
async function fill(): Promise<void> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'milepost-bench-'));
  // Dovecot reads it as the mail user and creates its lock and index beside it.
  await chmod(directory, 0o777);
  const file = path.join(directory, 'large.mbox');
  const out = createWriteStream(file, { mode: 0o644 });
  const words = 'offer order invoice meeting letter minutes harvest garden delivery bicycle mountain window'.split(' ');
  const begin = Date.now() - count * 60_000;
  for (let i = 1; i <= count; i += 1) {
    const at = new Date(begin + i * 60_000);
    const word = words[i % words.length];
    const text = `${'Some lines of a message as people write them to each other.\n'.repeat(8 + (i % 20))}`;
    const message = `From x@example.org ${at.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*/, '$1 $3 $2 $5 $4')}
Date: ${at.toUTCString().replace('GMT', '+0000')}
From: Person ${i % 500} <p${i % 500}@example.org>
To: ${address}
Subject: ${word} ${i}
Message-ID: <${i}@bench.example>
Content-Type: text/plain; charset=utf-8

${text}
`;
    if (!out.write(message)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  await chmod(file, 0o666);
  const conf = path.join(config().MILEPOST_HOME, 'dovecot/dovecot.conf');
  const start = Date.now();
  await promisify(execFile)(
    'doveadm',
    ['-c', conf, 'import', '-u', address, `mbox:${directory}:INBOX=${file}`, '', 'ALL'],
    {
      maxBuffer: 1 << 26,
    },
  );
  console.log(`${count} messages imported within ${Math.round((Date.now() - start) / 1000)} s`);
  await rm(directory, { recursive: true, force: true });
  const indexing = Date.now();
  await promisify(execFile)('doveadm', ['-c', conf, 'index', '-u', address, 'INBOX']);
  console.log(`words indexed within ${Math.round((Date.now() - indexing) / 1000)} s`);
  const taken = (await listFolders(actor))[0]?.messages;
  if (taken !== count) throw new Error(`${taken} of ${count} messages are there`);
}

/** Removes the mailbox: its directory and its rows. */
async function clear(): Promise<void> {
  await rm(path.join(config().MILEPOST_HOME, 'mail', mailbox.id), { recursive: true, force: true });
  await db().signIn.deleteMany({ where: { mailboxId: mailbox.id } });
  await db().mailbox.delete({ where: { id: mailbox.id } });
}

/** One signed-in connection that sends bare commands, as the lower bound. */
async function rawLine(): Promise<RawClient> {
  const raw = await RawClient.open(config().MILEPOST_PORTS.imap);
  const token = await createMailToken(mailbox.id, actor.signInId);
  await raw.imap(`AUTHENTICATE PLAIN ${Buffer.from(`\0${address}\0${token}`).toString('base64')}`);
  await raw.imap('SELECT INBOX');
  return raw;
}

async function times(work: (round: number) => Promise<unknown>, n = rounds): Promise<number[]> {
  for (let i = 0; i < 5; i += 1) await work(i);
  const out: number[] = [];
  for (let i = 0; i < n; i += 1) {
    const start = performance.now();
    await work(i);
    out.push(performance.now() - start);
  }
  return out.sort((a, b) => a - b);
}

async function measure(): Promise<void> {
  const fields = ['FROM', 'TO', 'CC', 'SUBJECT', 'DATE', 'CONTENT-TYPE'].map(
    (field) => `BODY.PEEK[HEADER.FIELDS (${field})]<0.2048>`,
  );
  const items = `(UID FLAGS INTERNALDATE RFC822.SIZE ${fields.join(' ')} PREVIEW)`;
  const last = count;
  const middle = Math.floor(count / 2);
  const rows: [string, (i: number) => Promise<unknown>, (i: number) => Promise<unknown>, number?][] = [
    [
      'first page of 50',
      () => floor.imap(`FETCH ${last - 49}:${last} ${items}`),
      () => listMessages(actor, { folder: 'INBOX', offset: 0, take: 50, query: '' }),
    ],
    [
      'page in the middle',
      () => floor.imap(`FETCH ${middle - 49}:${middle} ${items}`),
      () => listMessages(actor, { folder: 'INBOX', offset: count - middle, take: 50, query: '' }),
    ],
    [
      'open a message',
      (i) => floor.imap(`UID FETCH ${i + 100} (FLAGS ENVELOPE BODYSTRUCTURE BODY.PEEK[])`),
      (i) => readMessage(actor, { folder: 'INBOX', uid: middle + i }),
    ],
    [
      'folder tree',
      () => floor.imap('LIST "" "*" RETURN (STATUS (MESSAGES UNSEEN UIDNEXT HIGHESTMODSEQ))'),
      () => listFolders(actor),
    ],
    [
      'search a subject',
      () => floor.imap('UID SORT RETURN (PARTIAL 1:50 COUNT) (REVERSE ARRIVAL) UTF-8 SUBJECT "harvest"'),
      () => listMessages(actor, { folder: 'INBOX', offset: 0, take: 50, query: 'subject:harvest' }),
      20,
    ],
  ];
  const at = (sorted: number[], share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  console.log(
    `${'ms'.padEnd(22)}${'floor p50'.padStart(11)}${'p95'.padStart(9)}${'ours p50'.padStart(11)}${'p95'.padStart(9)}${'ratio'.padStart(8)}`,
  );
  for (const [label, bare, ours, n] of rows) {
    const a = await times(bare, n);
    const b = await times(ours, n);
    const cell = (value: number, width: number) => value.toFixed(2).padStart(width);
    console.log(
      label.padEnd(22) +
        cell(at(a, 0.5), 11) +
        cell(at(a, 0.95), 9) +
        cell(at(b, 0.5), 11) +
        cell(at(b, 0.95), 9) +
        cell(at(b, 0.5) / at(a, 0.5), 8),
    );
  }
}
