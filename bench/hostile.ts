/**
 * Measures what hostile letters cost those who do not read them: 200 people (or the number given) read their mail in the
 * panel, first alone, then while another one opens a letter made to hurt each second. It prints the latency of
 * /api/health and of reading, the memory of the panel with its processes at the begin and the end, and the ratio of
 * both runs. Run as root, with a running stack:
 *   set -a; . DATA_DIRECTORY/stack.env; set +a; tsx --conditions=react-server bench/hostile.ts [people] [seconds]
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { append, closePool } from '@/lib/imap';
import { hashPassword } from '@/lib/passwords';
import { readRecord } from '@/lib/stack';
import type { Actor } from '@/lib/tenancy';

const people = Number(process.argv[2] ?? 200);
const seconds = Number(process.argv[3] ?? 60);
/** A person reads for a while before the next message. */
const readingMs = 10_000;
const healthEveryMs = 50;
const messagesEach = 10;
const password = randomUUID();

const { MILEPOST_HOME: home, MILEPOST_URL: url } = config();
const name = `bench-${randomUUID().slice(0, 8)}.example`;
const customer = await db().tenant.create({ data: { kind: 'customer', name } });
const domain = await db().domain.create({ data: { name, customerId: customer.id } });
const passwordHash = await hashPassword(password);

interface Reader {
  mailboxId: string;
  cookie: string;
  uids: number[];
}

/** Markup in the size and shape of a newsletter. */
const newsletter = (tag: string) =>
  `<table width="600">${'<tr><td style="color:#333;padding:4px">Some words of a newsletter and a <a href="https://shop.example/a">link</a></td></tr>'.repeat(60)}</table><p>${tag}</p>`;

/** Each letter is another one, so that none is known from before. The last kind passes the estimate of its cost. */
const kinds: ((tag: string) => Buffer)[] = [
  (tag) => html(`<p ${Array.from({ length: 20_000 }, (_, i) => `a${i}=1`).join(' ')}>${tag}`),
  (tag) => html(`${'<div>'.repeat(990)}${'<p>x'.repeat(14_000)}${tag}`),
  (tag) => letter('multipart/mixed; boundary=b', `${'--b\r\n\r\nx\r\n'.repeat(9000)}--b\r\n\r\n${tag}\r\n--b--\r\n`),
  (tag) => html(`${'<blockquote>'.repeat(900)}${'x\r\n'.repeat(150_000)}${tag}`),
];

function letter(type: string, body: string): Buffer {
  return Buffer.from(
    `From: Writer <writer@elsewhere.example>\r\nTo: you@${name}\r\nSubject: bench\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n${body}`,
  );
}

function html(markup: string): Buffer {
  return letter('text/html; charset=utf-8', markup);
}

async function makeReader(localPart: string, messages: Buffer[]): Promise<Reader> {
  const address = `${localPart}@${name}`;
  const { id } = await db().mailbox.create({
    data: {
      domainId: domain.id,
      customerId: customer.id,
      localPart,
      address,
      passwordHash,
      quotaBytes: 1_000_000_000n,
    },
  });
  const signIn = await db().signIn.create({
    data: { mailboxId: id, ip: '127.0.0.1', userAgent: 'bench', expiresAt: new Date(Date.now() + 3_600_000) },
  });
  const actor: Actor = {
    kind: 'mailbox',
    id,
    name: address,
    role: 'owner',
    tenantId: null,
    tenantName: null,
    customerId: customer.id,
    resellerId: null,
    mailboxId: id,
    signInId: signIn.id,
    ip: '127.0.0.1',
  };
  const uids: number[] = [];
  for (const raw of messages) {
    const { uid } = await append(actor, 'INBOX', raw, []);
    uids.push(uid);
  }
  closePool(signIn.id);
  return { mailboxId: id, cookie: await signInAt(address), uids };
}

/** Signs in as the sign-in page does. Returns the cookies. */
async function signInAt(address: string): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(asked), origin: url },
    body: new URLSearchParams({ csrfToken, name: address, password, json: 'true' }),
  });
  const cookies = cookiesOf(answer);
  if (!cookies.includes('session-token')) throw new Error(`${address} cannot sign in: ${await answer.text()}`);
  return cookies;
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

async function get(place: string, cookie = ''): Promise<Response> {
  const answer = await fetch(`${url}${place}`, { headers: { cookie } });
  await answer.arrayBuffer();
  return answer;
}

const counts = { refused: 0 };

/** Opens a message as the page does: its head, then its frame. */
async function openMessage({ cookie }: Reader, uid: number): Promise<void> {
  const message = await fetch(`${url}/api/mail/message?folder=INBOX&uid=${uid}`, { headers: { cookie } });
  if (!message.ok) counts.refused += 1;
  const { body } = (await message.json()) as { body?: { kind: string } };
  if (body?.kind === 'html') await get(`/api/mail/body?folder=INBOX&uid=${uid}&pictures=0&look=light`, cookie);
}

interface Run {
  health: number[];
  reading: number[];
  hostile: number[];
  memory: [begin: number, end: number];
}

async function measure(readers: Reader[], victim: Reader | null): Promise<Run> {
  const until = performance.now() + seconds * 1000;
  const run: Run = { health: [], reading: [], hostile: [], memory: [panelMemory(), 0] };
  const timed = async (into: number[], work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    into.push(performance.now() - start);
  };
  const read = async (reader: Reader, index: number) => {
    // Not all at the same moment.
    await wait((index / readers.length) * readingMs);
    for (let i = 0; performance.now() < until; i += 1) {
      const start = performance.now();
      await timed(run.reading, () => openMessage(reader, reader.uids[i % reader.uids.length] ?? 0));
      await get('/api/mail/messages?folder=INBOX', reader.cookie);
      await wait(Math.max(0, readingMs - (performance.now() - start)));
    }
  };
  const ask = async () => {
    while (performance.now() < until) {
      await timed(run.health, () => get('/api/health'));
      await wait(healthEveryMs);
    }
  };
  const hurt = async (reader: Reader) => {
    const opened: Promise<void>[] = [];
    for (const uid of reader.uids) {
      if (performance.now() >= until) break;
      opened.push(timed(run.hostile, () => openMessage(reader, uid)));
      if (opened.length % 10 === 0) opened.push(get('/api/mail/messages?folder=INBOX', reader.cookie).then(() => {}));
      await wait(1000);
    }
    await Promise.all(opened);
  };
  await Promise.all([...readers.map(read), ask(), ...(victim ? [hurt(victim)] : [])]);
  run.memory[1] = panelMemory();
  for (const list of [run.health, run.reading, run.hostile]) list.sort((a, b) => a - b);
  return run;
}

/** Resident memory of the panel and the processes that it started, in MB. */
function panelMemory(): number {
  const panel = readRecord(home)?.parts.panel?.process?.pid;
  if (!panel) throw new Error(`no panel runs in ${home}`);
  const parents = new Map<number, number>();
  const status = (pid: number) => readFileSync(`/proc/${pid}/status`, 'latin1');
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    try {
      parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status(pid))?.[1]));
    } catch {
      // It has ended.
    }
  }
  const below = (pid: number): number[] => [
    pid,
    ...[...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => below(child)),
  ];
  let kilobytes = 0;
  for (const pid of below(panel)) {
    try {
      kilobytes += Number(/^VmRSS:\s+(\d+)/m.exec(status(pid))?.[1] ?? 0);
    } catch {
      // It has ended.
    }
  }
  return kilobytes / 1024;
}

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function print(label: string, calm: number, hurt: number, unit: string): void {
  const cell = (value: number) => value.toFixed(1).padStart(12);
  console.log(`${label.padEnd(28)}${cell(calm)}${cell(hurt)}${(hurt / calm).toFixed(2).padStart(9)}  ${unit}`);
}

const made: Reader[] = [];
try {
  for (let i = 0; i < people; i += 1) {
    const messages = Array.from({ length: messagesEach }, (_, n) => html(newsletter(`${i} ${n}`)));
    made.push(await makeReader(`reader${i}`, messages));
  }
  const letters = Array.from({ length: seconds }, (_, n) => kinds[n % kinds.length]?.(`letter ${n}`) ?? html(''));
  const victim = await makeReader('victim', letters);
  const readers = [...made];
  made.push(victim);
  console.log(`${people} people read a message every ${readingMs / 1000} s for ${seconds} s, twice`);
  const calm = await measure(readers, null);
  const hurt = await measure(readers, victim);
  console.log(`${''.padEnd(28)}${'without'.padStart(12)}${'with'.padStart(12)}${'ratio'.padStart(9)}`);
  for (const [label, list] of [
    ['/api/health', 'health'],
    ['reading a message', 'reading'],
  ] as const) {
    for (const share of [0.5, 0.99])
      print(`${label} p${share * 100}`, at(calm[list], share), at(hurt[list], share), 'ms');
    print(`${label} slowest`, at(calm[list], 1), at(hurt[list], 1), 'ms');
  }
  print('memory at the begin', calm.memory[0], hurt.memory[0], 'MB');
  print('memory at the end', calm.memory[1], hurt.memory[1], 'MB');
  console.log(
    `${hurt.hostile.length} hostile letters: p50 ${at(hurt.hostile, 0.5).toFixed(0)} ms, slowest ${at(hurt.hostile, 1).toFixed(0)} ms; ${counts.refused} requests refused`,
  );
} finally {
  const ids = (await db().mailbox.findMany({ where: { customerId: customer.id }, select: { id: true } })).map(
    ({ id }) => id,
  );
  await db().signIn.deleteMany({ where: { mailboxId: { in: ids } } });
  await db().mailbox.deleteMany({ where: { customerId: customer.id } });
  for (const id of ids) await rm(path.join(home, 'mail', id), { recursive: true, force: true });
  await db().domain.delete({ where: { id: domain.id } });
  await db().tenant.delete({ where: { id: customer.id } });
}
process.exit(0);
