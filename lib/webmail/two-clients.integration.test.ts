import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { closePool } from '@/lib/imap';
import { openImapFlow } from '@/lib/mail-clients';
import { type MailboxOwner, ownDomain } from '@/lib/testing';
import { listMessages, moveMessages, placeMessages, removeMessages, saveDraft } from '.';
import { mail } from './message.fixture';
import { type Draft, draftShape, type MessagesAt } from './requests';

/** Acts of each client in turn, as many as a busy machine does in 20 seconds. */
const acts = 40;
const quotaBytes = 300_000;
const seed = Math.trunc(Math.random() * 2 ** 31);

let owner: MailboxOwner;
let raw: ImapFlow;
let judge: ImapFlow;

beforeAll(async () => {
  const { mailbox, password, signIn } = await ownDomain();
  const row = await mailbox('two');
  await db().mailbox.update({ where: { id: row.id }, data: { quotaBytes: BigInt(quotaBytes) } });
  owner = await signIn(row);
  const account = { address: row.address, password };
  const endpoint = { port: config().MILEPOST_PORTS.imaps };
  [raw, judge] = await Promise.all([openImapFlow(endpoint, account), openImapFlow(endpoint, account)]);
});
afterAll(async () => {
  closePool(owner.signInId);
  await Promise.all([raw.logout(), judge.logout()]);
});

let state = seed;
/** A number from 0 up to `below` (mulberry32). */
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}
function pick<T>(list: readonly T[]): T {
  const found = list[random(list.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

const own = ['Red', 'Green', 'Blue', 'Violet'];
const folders = ['INBOX', ...own, 'Trash'];
const filling = 'Filling';
type Where = Map<string, string[]>;

/** Where each message is, by its subject, read by a client that keeps no folder open. */
async function look(): Promise<Where> {
  const where: Where = new Map();
  for (const { path, flags } of await judge.list()) {
    if (path === filling || flags.has('\\Noselect')) continue;
    const { exists } = await judge.mailboxOpen(path, { readOnly: true });
    const rows = exists ? await judge.fetchAll('1:*', { envelope: true }) : [];
    for (const { envelope } of rows) {
      const id = envelope?.subject ?? '';
      where.set(id, [...(where.get(id) ?? []), path]);
    }
    await judge.mailboxClose();
  }
  return where;
}

/** The subjects that are elsewhere than before. */
function changed(before: Where, after: Where): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => String(before.get(id)) !== String(after.get(id)),
  );
}

const put = new Set<string>();
let last = 0;
const fresh = (kind: string) => {
  last += 1;
  put.add(`${kind} ${last}`);
  return `${kind} ${last}`;
};

/** Acts of the other client. A refusal, such as a folder that exists already, changes nothing. */
const others: Record<string, () => Promise<unknown>> = {
  append: async () => {
    for (let count = 1 + random(4); count > 0; count -= 1) {
      const id = fresh('message');
      await raw.append(pick(folders), mail({ Subject: id }, 'x'.repeat(500))).catch(() => put.delete(id));
    }
  },
  create: () => raw.mailboxCreate(pick(own)),
  delete: () => raw.mailboxDelete(pick(own)),
  remake: async () => {
    const folder = pick(own);
    await raw.mailboxDelete(folder).catch(() => {});
    await raw.mailboxCreate(folder);
    for (let count = random(4); count > 0; count -= 1) {
      const id = fresh('message');
      await raw.append(folder, mail({ Subject: id }, 'x')).catch(() => put.delete(id));
    }
  },
  rename: () => raw.mailboxRename(pick(own), pick(own)),
  move: async () => {
    await raw.mailboxOpen(pick(folders));
    await raw.messageMove(`1:${1 + random(3)}`, pick(folders));
    await raw.mailboxClose();
  },
  fill: async () => {
    await raw.mailboxCreate(filling);
    for (const bytes of [quotaBytes / 4, quotaBytes / 40, 1]) {
      for (let stored = true; stored; )
        stored = await raw.append(filling, mail({}, 'f'.repeat(bytes))).then(Boolean, () => false);
    }
  },
  empty: async () => {
    await raw.mailboxOpen(filling);
    await raw.messageDelete('1:*');
    await raw.mailboxClose();
  },
};

/** What the page shows of a folder, which may be long out of date. */
interface Shown extends MessagesAt {
  subjects: string[];
}
const pages = new Map<string, Shown>();

async function show(folder: string): Promise<void> {
  // Two requests at a time, so that both kept connections have the folder open.
  const [page] = await Promise.all([0, 1].map(() => listMessages(owner, { folder, offset: 0, take: 50, query: '' })));
  if (!page) return;
  const { uidValidity, rows } = page;
  pages.set(folder, {
    folder,
    uidValidity,
    uids: rows.map(({ uid }) => uid),
    subjects: rows.map((row) => row.subject),
  });
}

function selected(wanted?: string): Shown {
  const shown = [...pages.values()].filter(({ folder, uids }) => uids.length > 0 && (wanted ?? folder) === folder);
  if (shown.length === 0) throw new Refusal('not-found');
  const page = pick(shown);
  const from = random(page.uids.length);
  const to = from + 1 + random(3);
  return { ...page, uids: page.uids.slice(from, to), subjects: page.subjects.slice(from, to) };
}

const windows: Draft[] = [];
type Undo = { messages: MessagesAt & { to: string }; subjects: string[] };
const undos: Undo[] = [];

/** Acts of the webmail: which messages may be elsewhere afterwards. */
const webmail: Record<string, () => Promise<string[]>> = {
  move: async () => {
    const { subjects, ...messages } = selected();
    const { undo } = await moveMessages(owner, { ...messages, to: pick(folders) });
    if (undo) undos.push({ messages: undo, subjects });
    return subjects;
  },
  trash: async () => {
    const { subjects, ...messages } = selected();
    const { undo } = await placeMessages(owner, { ...messages, place: 'trash' });
    if (undo) undos.push({ messages: undo, subjects });
    return subjects;
  },
  undo: async () => {
    const { messages, subjects } = undos.splice(random(undos.length), 1)[0] ?? {};
    if (messages) await moveMessages(owner, messages);
    return subjects ?? [];
  },
  remove: async () => {
    const { subjects, ...messages } = selected('Trash');
    await removeMessages(owner, messages);
    return subjects;
  },
  draft: async () => {
    const index = random(Math.min(4, windows.length + 1));
    // Two windows may have the same draft open.
    const written = windows[index] ?? { ...(windows[0] ?? draftShape.parse({ from: owner.name })) };
    const subject = fresh('draft');
    const saved = await saveDraft(owner, { ...written, subject, text: subject }).catch((error: unknown) => {
      put.delete(subject);
      throw error;
    });
    const { folder, uidValidity, uid } = saved;
    windows[index] = { ...written, subject, saved: { folder, uidValidity, uid } };
    return [written.subject, subject];
  },
};

it(`two clients lose, double and confuse no message (seed ${seed})`, async () => {
  let before = await look();
  for (let step = 0; step < acts; step += 1) {
    const other = pick([...Object.keys(others), 'append', 'append', 'remake', 'remake', 'empty']);
    await others[other]?.().catch(() => {});
    for (const folder of folders) if (random(2) === 0) await show(folder).catch(expected);
    before = await look();

    const act = pick(Object.keys(webmail));
    const named = (await webmail[act]?.().catch(expected)) ?? [];
    const after = await look();
    const story = `seed ${seed}, step ${step}: ${other}, then ${act} of ${named.join(', ')}`;
    expect(
      changed(before, after).filter((id) => !named.includes(id)),
      story,
    ).toEqual([]);
    const doubled = [...after].filter(([, where]) => where.length > 1);
    expect(doubled, story).toEqual([]);
    before = after;
  }

  const until = new Date(Date.now() + 60_000).toISOString();
  const found = await askNode('mx1', 'find', { user: owner.name, folder: '.EXPUNGED', before: until, basis: 'saved' });
  const removed = new Set(found.map(({ subject }) => subject));
  const lost = [...put].filter((id) => !before.has(id) && !removed.has(id));
  expect(lost, `seed ${seed}`).toEqual([]);
  // Without these the test would say nothing.
  expect(before.size, `seed ${seed}`).toBeGreaterThan(3);
  expect(removed.size, `seed ${seed}`).toBeGreaterThan(3);
});

/** What a person is told. Anything else is a fault. */
function expected(error: unknown): undefined {
  const codes = ['folder-changed', 'not-found', 'not-allowed', 'mailbox-full', 'mail-server-refused'];
  if (!(error instanceof Refusal && codes.includes(error.code))) throw error;
  return undefined;
}
