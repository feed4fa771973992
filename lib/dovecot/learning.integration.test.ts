import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { openImapFlow } from '@/lib/mail-clients';
import { ownAccounts, until } from '@/lib/testing';

// rspamd learns what people move into Junk and out of it, over IMAP as webmail does.

const { newMailbox } = await ownAccounts();
const { MILEPOST_HOME: dataDirectory, MILEPOST_PORTS: ports } = config();
const socket = path.join(dataDirectory, 'rspamd/learn/learn.sock');
const logDirectory = path.join(dataDirectory, 'log');
let account: Awaited<ReturnType<typeof newMailbox>>;

beforeAll(async () => {
  account = await newMailbox('teacher');
});

/** Its own words, because rspamd does not learn the same text twice. */
const source = (id: string) =>
  `From: s@elsewhere.example\r\nTo: ${account.address}\r\nSubject: offer\r\nMessage-ID: <${id}>\r\n` +
  'MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n' +
  `${Array.from({ length: 8 }, () => `word${randomUUID().replaceAll('-', '')}`).join(' ')} is what this is about today\r\n`;

async function put(folder: string): Promise<string> {
  const id = `${randomUUID()}@elsewhere.example`;
  const client = await openImapFlow({ port: ports.imaps }, account);
  await client.append(folder, source(id));
  await client.logout();
  return id;
}

async function move(id: string, from: string, to: string): Promise<void> {
  const client = await openImapFlow({ port: ports.imaps }, account);
  const lock = await client.getMailboxLock(from);
  await client.messageMove({ header: { 'message-id': `<${id}>` } }, to);
  lock.release();
  await client.logout();
}

/** Whether a folder has the message. */
async function has(folder: string, id: string): Promise<boolean> {
  const client = await openImapFlow({ port: ports.imaps }, account);
  const lock = await client.getMailboxLock(folder);
  const found = await client.search({ header: { 'message-id': `<${id}>` } });
  lock.release();
  await client.logout();
  return Array.isArray(found) && found.length > 0;
}

/** What rspamd logged about a message that it learned. The log may have been rotated. */
const learned = (id: string) =>
  readdirSync(logDirectory)
    .filter((name) => name.startsWith('rspamd.log'))
    .flatMap((name) => readFileSync(path.join(logDirectory, name), 'utf8').split('\n'))
    .flatMap((line) => (line.endsWith(`: ${id}`) ? (/ learned message as (\w+): /.exec(line)?.[1] ?? []) : []));

async function statistics(): Promise<{ spam: number; ham: number }> {
  const { stdout } = await promisify(execFile)('rspamc', ['-h', socket, 'stat']);
  const of = (symbol: string) => Number(new RegExp(`${symbol} .*learned: (\\d+)`).exec(stdout)?.[1]);
  return { spam: of('BAYES_SPAM'), ham: of('BAYES_HAM') };
}

describe('rspamd learns', () => {
  it('spam from a move into Junk, and the opposite from the way back', async () => {
    const id = await put('INBOX');
    await move(id, 'INBOX', 'Junk');
    await until(async () => learned(id).includes('spam') || undefined);
    expect((await statistics()).spam).toBeGreaterThan(0);
    await move(id, 'Junk', 'INBOX');
    await until(async () => learned(id).includes('ham') || undefined);
    expect((await statistics()).ham).toBeGreaterThan(0);
    expect(learned(id)).toEqual(['spam', 'ham']);
  });

  it('what a program files in Junk, and not what goes from there to Trash', async () => {
    const [trashed, next] = [await put('Junk'), await put('Junk')];
    await until(async () => (learned(trashed).length > 0 && learned(next).length > 0) || undefined);
    await move(trashed, 'Junk', 'Trash');
    // Learned after it, so the other one would have been, too.
    await move(next, 'Junk', 'INBOX');
    await until(async () => learned(next).includes('ham') || undefined);
    expect(learned(trashed)).toEqual(['spam']);
  });
});

/** The process of rspamd that learns. Its title has its socket. */
function controller(): number {
  const found = readdirSync('/proc').find((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const title = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return title.startsWith('rspamd: controller process') && title.includes(socket);
    } catch {
      // It ended meanwhile.
      return false;
    }
  });
  if (!found) throw new Error('no controller');
  return Number(found);
}

describe('while rspamd does not answer', () => {
  it('a move is as it always was', async () => {
    const id = await put('INBOX');
    const pid = controller();
    process.kill(pid, 'SIGSTOP');
    try {
      const start = performance.now();
      await move(id, 'INBOX', 'Junk');
      expect(performance.now() - start).toBeLessThan(3_000);
      expect(await has('Junk', id)).toBe(true);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(learned(id).filter((kind) => kind !== 'spam')).toEqual([]);
  });
});
