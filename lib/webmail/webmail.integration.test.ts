import { buffer } from 'node:stream/consumers';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config, mailHostName } from '@/lib/config';
import { db } from '@/lib/db';
import { append, closePool } from '@/lib/imap';
import { openImapFlow } from '@/lib/mail-clients';
import type { Actor } from '@/lib/tenancy';
import { ownDomain, until } from '@/lib/testing';
import {
  bodyDocument,
  listFolders,
  listMessages,
  moveMessages,
  openAttachment,
  placeMessages,
  prepareDraft,
  readMessage,
  removeMessages,
  saveDraft,
  saveUpload,
  sendMessage,
  setFlag,
} from '.';
import { mail } from './message.fixture';
import { draftShape, type MessagesAt } from './requests';

let anna: Actor & { signInId: string };
let bob: Actor & { signInId: string };
let carl: Actor & { signInId: string };
let mailPassword = '';
let domainId = '';
let customerId = '';

beforeAll(async () => {
  const { domain, password, mailbox, signIn } = await ownDomain();
  mailPassword = password;
  domainId = domain.id;
  customerId = domain.customerId;
  anna = await signIn(await mailbox('anna', 'Anna Berger'));
  bob = await signIn(await mailbox('bob', 'Bob'));
  carl = await signIn(await mailbox('carl', 'Carl'));
});
afterAll(() => {
  closePool(anna.signInId);
  closePool(bob.signInId);
  closePool(carl.signInId);
});

/** Appends a message, and says where it is. */
const put = async (actor: Actor, folder: string, raw: Buffer) => ({
  folder,
  ...(await append(actor, folder, raw, [])),
});

/** Messages of a folder, as a page names them. */
const named = async (actor: Actor, folder: string, uids: number[]) => ({
  folder,
  uidValidity: (await all(actor, folder)).uidValidity,
  uids,
});

const all = (actor: Actor, folder: string, query = '') => listMessages(actor, { folder, offset: 0, take: 50, query });

describe('reading', () => {
  it('shows the usual folders with their counts', async () => {
    await append(anna, 'INBOX', mail({ Subject: 'counted' }, 'x'), []);
    const folders = await listFolders(anna);
    expect(folders[0]).toMatchObject({ path: 'INBOX', special: 'inbox', messages: 1, unseen: 1 });
    expect(folders.map((one) => one.special)).toEqual(expect.arrayContaining(['drafts', 'sent', 'junk', 'trash']));
    expect(folders.some((one) => one.path.includes('EXPUNGED'))).toBe(false);
  });

  it('lists a window of messages, newest first, with sender, subject and first words', async () => {
    for (const [i, word] of ['eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben'].entries()) {
      const subject = `=?utf-8?b?${Buffer.from(`numéro ${word}`).toString('base64')}?=`;
      await append(
        bob,
        'INBOX',
        mail({ Subject: subject, From: '"Anna \u202eB" <a@x.example>' }, `words of ${i + 1}`),
        [],
      );
    }
    const page = await listMessages(bob, { folder: 'INBOX', offset: 2, take: 3, query: '' });
    expect(page.total).toBe(7);
    expect(page.rows.map((row) => row.subject)).toEqual(['numéro fünf', 'numéro vier', 'numéro drei']);
    expect(page.rows[0]).toMatchObject({
      preview: 'words of 5',
      seen: false,
      from: [{ name: 'Anna B', address: 'a@x.example' }],
    });
    expect((await listMessages(bob, { folder: 'INBOX', offset: 7, take: 3, query: '' })).rows).toEqual([]);
  });

  it('is up to date after another client added and removed messages', async () => {
    await append(bob, 'INBOX', mail({ Subject: 'added' }, 'x'), []);
    expect((await all(bob, 'INBOX')).rows[0]?.subject).toBe('added');
  });

  it('searches for any text literally', async () => {
    expect((await all(bob, 'INBOX', 'subject:"numéro fünf"')).rows).toHaveLength(1);
    expect((await all(bob, 'INBOX', 'is:unread -subject:added')).total).toBe(7);
    for (const odd of [
      '") UID STORE 1:* +FLAGS (\\Deleted)',
      'x {5}',
      'x\r\nA1 LOGOUT',
      '\\',
      '"',
      '(((',
      '💥',
      'a'.repeat(500),
    ]) {
      expect((await all(bob, 'INBOX', odd)).rows).toEqual([]);
    }
    expect((await all(bob, 'INBOX')).total).toBe(8);
  });

  it('a message with 9,000 parts has its text, and the list has its row', async () => {
    const body = `--b\n\nthe words\n${'--b\n\nx\n'.repeat(9000)}--b--\n`;
    const raw = mail({ Subject: 'parts', 'Content-Type': 'multipart/mixed; boundary=b' }, body);
    const at = await put(carl, 'INBOX', raw);
    expect((await all(carl, 'INBOX')).rows[0]).toMatchObject({ uid: at.uid, subject: 'parts', attachment: true });
    const message = await readMessage(carl, at);
    expect(message).toMatchObject({ subject: 'parts', body: { kind: 'text' }, attachments: [] });
    expect(JSON.stringify(message.body)).toContain('the words');
    expect(message.warnings.map((one) => one.code)).toEqual(['many-parts']);
    expect((await prepareDraft(carl, { kind: 'reply', about: at })).quote?.text).toContain('the words');
    const { stream } = await openAttachment(carl, at, 'message');
    expect((await buffer(stream)).equals(raw)).toBe(true);
  });

  it('a message that is too complicated has its words', async () => {
    const attributes = Array.from({ length: 20_000 }, (_, i) => `a${i}=1`).join(' ');
    for (const html of [`<p ${attributes}>the words`, `${'<div>'.repeat(990)}${'<p>x'.repeat(14_000)}the words`]) {
      const raw = mail({ 'Content-Type': 'text/html' }, html.replaceAll(' a', '\na'));
      const at = await put(carl, 'INBOX', raw);
      const message = await readMessage(carl, at);
      expect(message.body.kind).toBe('text');
      expect(JSON.stringify(message.body)).toContain('the words');
      expect(message.warnings.map((one) => one.code)).toEqual(['too-complicated']);
      await expect(bodyDocument(carl, at, { pictures: true, look: 'light' })).rejects.toMatchObject({
        code: 'not-found',
      });
      expect((await prepareDraft(carl, { kind: 'forward', about: at })).quote?.text).toContain('the words');
    }
  });

  it('a message to thousands of people is listed and read', async () => {
    const many = Array.from({ length: 8000 }, (_, i) => `p${i}@x.example`).join(',\r\n ');
    const at = await put(carl, 'INBOX', mail({ To: many, Cc: many, Subject: 'many people' }, 'x'));
    const [row] = (await all(carl, 'INBOX')).rows;
    expect(row).toMatchObject({ uid: at.uid, subject: 'many people', attachment: false });
    expect(row?.to.length).toBeLessThanOrEqual(20);
    const { to, subject } = await readMessage(carl, at);
    expect([subject, to.length, to[0]?.address]).toEqual(['many people', 200, 'p0@x.example']);
  });

  it('says when nothing vouches for the sender, by the verdict of this host alone', async () => {
    const warningsWith = async (results: string) => {
      const raw = mail({ From: 'Bank <info@bank.example>', 'Authentication-Results': results }, 'x');
      const at = await put(carl, 'INBOX', raw);
      return (await readMessage(carl, at)).warnings.map(({ code }) => code);
    };
    expect(await warningsWith(`${mailHostName()}; dmarc=fail (policy=none) header.from=bank.example`)).toEqual([
      'sender-unverified',
    ]);
    expect(await warningsWith(`${mailHostName()}; dmarc=pass header.from=bank.example`)).toEqual([]);
    expect(await warningsWith('elsewhere.example; dmarc=fail')).toEqual([]);
  });

  it('sanitises a hostile message and reports what was blocked', async () => {
    const html =
      '<p onclick=alert(1)>Hi <img src="https://evil.example/p.gif"><img src="cid:logo"></p><script>alert(1)</script>';
    const at = await put(
      anna,
      'INBOX',
      mail(
        {
          'Content-Type': 'multipart/related; boundary=b',
          From: '"service@bank.example" <x@evil.example>',
          Subject: 'odd',
        },
        `--b\nContent-Type: text/html; charset=utf-8\n\n${html}\n--b\nContent-Type: image/png; name="../l\u202eogo.png"\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgoAAAA=\n--b\nContent-Type: text/html; name=a.html\nContent-Disposition: attachment\n\n<script>alert(1)</script>\n--b--\n`,
      ),
    );
    const message = await readMessage(anna, at);
    expect(message.body).toEqual({ kind: 'html', plain: true, blocked: { count: 1, hosts: ['evil.example'] } });
    expect(message.warnings.map((one) => one.code)).toEqual(['name-shows-other-address']);
    expect(message.attachments).toEqual([expect.objectContaining({ name: 'a.html', type: 'text/html' })]);
    const page = await bodyDocument(anna, at, { pictures: true, look: 'light' });
    expect(page).not.toMatch(/evil\.example|onclick|<script/);
    expect(page.match(/src="\/api\/mail\/picture\//g)).toHaveLength(2);

    const { stream, headers } = await openAttachment(anna, at, message.attachments[0]?.part ?? '');
    expect((await buffer(stream)).toString().trim()).toBe('<script>alert(1)</script>');
    expect(headers['content-type']).toBe('application/octet-stream');
    await expect(openAttachment(anna, at, '9')).rejects.toThrow('not-found');
  });

  it('changes nothing by itself', async () => {
    const before = (await all(anna, 'INBOX')).rows.map((row) => row.seen);
    for (const row of (await all(anna, 'INBOX')).rows) await readMessage(anna, { folder: 'INBOX', uid: row.uid });
    expect((await all(anna, 'INBOX')).rows.map((row) => row.seen)).toEqual(before);
  });

  it('refuses a missing message', async () => {
    await expect(readMessage(anna, { folder: 'INBOX', uid: 999_999 })).rejects.toThrow('not-found');
    await expect(all(anna, 'No such folder')).rejects.toThrow('not-found');
    await expect(all(anna, '.EXPUNGED')).rejects.toThrow('not-found');
    await expect(all(anna, 'x" (\r\nA LOGOUT')).rejects.toThrow();
    expect((await all(anna, 'INBOX')).total).toBe(2);
  });
});

describe('changing', () => {
  it('a flag change returns the changed messages, so that undo affects no other', async () => {
    const [first, second] = (await all(bob, 'INBOX')).rows;
    await setFlag(bob, { ...(await named(bob, 'INBOX', [first?.uid ?? 0])), flag: 'seen', on: true });
    const both = await named(bob, 'INBOX', [first?.uid ?? 0, second?.uid ?? 0]);
    expect(await setFlag(bob, { ...both, flag: 'seen', on: true })).toEqual({
      changed: [second?.uid],
    });
  });

  it('a move can be undone', async () => {
    const before = (await all(bob, 'INBOX')).total;
    const uids = (await all(bob, 'INBOX')).rows.slice(0, 3).map((row) => row.uid);
    const three = await named(bob, 'INBOX', uids);
    const moved = await placeMessages(bob, { ...three, place: 'archive' });
    expect(moved).toMatchObject({ moved: 3, to: 'Archive' });
    expect((await all(bob, 'INBOX')).total).toBe(before - 3);
    if (moved.undo) await moveMessages(bob, moved.undo);
    expect((await all(bob, 'INBOX')).total).toBe(before);
    await expect(moveMessages(bob, { ...three, to: 'Archive' })).rejects.toThrow('not-found');
  });

  it('a message is moved to trash before it is removed', async () => {
    const [row] = (await all(bob, 'INBOX')).rows;
    const first = await named(bob, 'INBOX', [row?.uid ?? 0]);
    await expect(removeMessages(bob, first)).rejects.toThrow('not-allowed');
    const moved = await placeMessages(bob, { ...first, place: 'trash' });
    if (!moved.undo) throw new Error('the message was not moved');
    await removeMessages(bob, moved.undo);
    expect((await all(bob, 'Trash')).total).toBe(0);
  });
});

describe('a folder that another program deletes and makes anew', () => {
  const folder = 'Projects';
  let other: ImapFlow;
  beforeAll(async () => {
    other = await openImapFlow({ port: config().MILEPOST_PORTS.imaps }, { address: carl.name, password: mailPassword });
  });
  afterAll(() => other.logout());

  const make = async (words: string[]) => {
    await other.mailboxDelete(folder).catch(() => {});
    await other.mailboxCreate(folder);
    for (const word of words) await other.append(folder, mail({ Subject: word }, word));
  };
  /** A folder with these messages, which the kept connections of webmail have open. */
  const opened = async (words: string[]) => {
    await make(words);
    await Promise.all([all(carl, folder), all(carl, folder)]);
    return named(carl, folder, [2]);
  };
  const subjects = async (path: string) => (await all(carl, path)).rows.map(({ subject }) => subject).toSorted();
  const old = ['old 1', 'old 2', 'old 3'];
  const fresh = ['new 1', 'new 2', 'new 3'];

  it.each<[string, (at: MessagesAt) => Promise<unknown>]>([
    ['a move', (at) => moveMessages(carl, { ...at, to: 'Archive' })],
    ['a move to the trash', (at) => placeMessages(carl, { ...at, place: 'trash' })],
    ['a flag', (at) => setFlag(carl, { ...at, flag: 'flagged', on: true })],
    ['a download', (at) => openAttachment(carl, { folder, uidValidity: at.uidValidity, uid: 2 }, 'message')],
    ['reading', (at) => readMessage(carl, { folder, uidValidity: at.uidValidity, uid: 2 })],
  ])('refuses %s that names the old one, and loses nothing', async (_, act) => {
    const at = await opened(old);
    await make(fresh);
    await expect(act(at)).rejects.toMatchObject({ code: 'folder-changed' });
    expect(await subjects(folder)).toEqual(fresh);
    expect((await all(carl, folder)).rows.some(({ flagged }) => flagged)).toBe(false);
    expect(await subjects('Archive')).toEqual([]);
    expect(await subjects('Trash')).toEqual([]);
  });

  it('shows and changes the new one, also on connections that had the old one open', async () => {
    await opened(old);
    await make(fresh);
    expect(await subjects(folder)).toEqual(fresh);
    const at = await named(carl, folder, [2]);
    const moved = await moveMessages(carl, { ...at, to: 'Archive' });
    expect(await subjects('Archive')).toEqual(['new 2']);
    if (moved.undo) await moveMessages(carl, moved.undo);
    expect(await subjects(folder)).toEqual(fresh);
  });

  it('is not what an undo takes its messages from', async () => {
    const at = await opened(old);
    await other.mailboxCreate('Aside');
    const { undo } = await moveMessages(carl, { ...at, to: 'Aside' });
    await other.mailboxDelete('Aside');
    await other.mailboxCreate('Aside');
    await other.append('Aside', mail({ Subject: 'a stranger' }, 'x'));
    if (!undo) throw new Error('the message was not moved');
    await expect(moveMessages(carl, undo)).rejects.toMatchObject({ code: 'folder-changed' });
    expect(await subjects('Aside')).toEqual(['a stranger']);
  });
});

describe('writing', () => {
  it('a reply arrives in the other mailbox, is saved once, and marks the original message', async () => {
    const at = await put(
      anna,
      'INBOX',
      mail(
        {
          From: `Bob <${bob.name}>`,
          To: anna.name,
          Subject: 'AW: Lunch',
          'Message-ID': '<lunch@x.example>',
          References: '<older@x.example>',
        },
        'Tomorrow?\n-- \nBob',
      ),
    );
    const { draft, quote, identities } = await prepareDraft(anna, { kind: 'reply', about: at });
    expect(identities).toEqual([{ name: 'Anna Berger', address: anna.name }]);
    expect(draft).toMatchObject({ to: `Bob <${bob.name}>`, subject: 'Re: Lunch', from: anna.name });
    expect(quote?.text).toBe('Tomorrow?\n-- \nBob');
    await saveUpload(
      anna,
      { name: '../menu\u202e.txt', type: 'text/plain', announced: null },
      new Blob(['soup']).stream(),
    ).then(async (file) => {
      expect(
        await sendMessage(anna, {
          ...draft,
          text: 'Yes.\n.\nFrom me',
          uploads: [file.id],
          bcc: `Secret <${anna.name}>`,
        }),
      ).toEqual({ refused: [], unfiled: null });
    });
    const row = await until(async () => (await all(bob, 'INBOX', 'subject:"Re: Lunch"')).rows[0]);
    const message = await readMessage(bob, { folder: 'INBOX', uid: row.uid });
    expect(message).toMatchObject({
      subject: 'Re: Lunch',
      from: [{ name: 'Anna Berger', address: anna.name }],
      bcc: [],
    });
    expect(message.attachments).toEqual([expect.objectContaining({ name: '_menu.txt' })]);
    expect(message.body).toMatchObject({ kind: 'text' });
    const { stream } = await openAttachment(bob, message, 'message');
    const source = (await buffer(stream)).toString();
    expect(source).toContain('In-Reply-To: <lunch@x.example>');
    expect(source).toMatch(/References: <older@x\.example>\s+<lunch@x\.example>/);
    expect(source).not.toContain('Secret');
    const sent = await all(anna, 'Sent');
    expect(sent.rows).toHaveLength(1);
    expect((await readMessage(anna, { folder: 'Sent', uid: sent.rows[0]?.uid ?? 0 })).bcc).toEqual([
      { name: 'Secret', address: anna.name },
    ]);
    expect((await readMessage(anna, at)).answered).toBe(true);
    // The browser's address, not the panel's, and the web sign-in as the credential.
    const session = await until(() =>
      db().mailSession.findFirst({ where: { mailboxId: anna.id, protocol: 'submission', endedAt: { not: null } } }),
    );
    expect(session).toMatchObject({ remoteIp: '198.51.100.7', credential: `web${anna.signInId}`, delivered: 1 });
  }, 30_000);

  it('as somebody else is refused', async () => {
    const draft = draftShape.parse({ from: bob.name, to: bob.name });
    await expect(sendMessage(anna, draft)).rejects.toThrow('not-allowed');
    await expect(sendMessage(anna, { ...draft, from: anna.name, to: 'nobody' })).rejects.toThrow('invalid');
    await expect(sendMessage(anna, { ...draft, from: anna.name, to: '' })).rejects.toThrow('invalid');
  });

  it('as an alias that leads here is allowed', async () => {
    const info = `info@${anna.name.split('@')[1]}`;
    await db().alias.create({ data: { domainId, customerId, source: info, destination: anna.name } });
    await sendMessage(anna, draftShape.parse({ from: info, to: bob.name, subject: 'from info', text: 'x' }));
    const row = await until(async () => (await all(bob, 'INBOX', 'subject:"from info"')).rows[0]);
    expect(row.from[0]?.address).toBe(info);
  }, 30_000);

  it("another sign-in's upload is not found", async () => {
    const file = await saveUpload(bob, { name: 'x', type: '', announced: null }, new Blob(['x']).stream());
    await expect(
      sendMessage(anna, draftShape.parse({ from: anna.name, to: bob.name, uploads: [file.id] })),
    ).rejects.toThrow('not-found');
  });

  it('a draft replaces its previous version and keeps its files', async () => {
    const file = await saveUpload(
      anna,
      { name: 'a.pdf', type: 'application/pdf', announced: 4 },
      new Blob(['%PDF']).stream(),
    );
    const first = await saveDraft(
      anna,
      draftShape.parse({ from: anna.name, to: 'half typ', subject: 'later', text: 'one', uploads: [file.id] }),
    );
    const again = await prepareDraft(anna, { kind: 'draft', about: first });
    expect(again.draft).toMatchObject({
      subject: 'later',
      text: 'one',
      saved: { folder: first.folder, uidValidity: first.uidValidity, uid: first.uid },
    });
    const second = await saveDraft(anna, { ...again.draft, text: 'two' });
    expect(second.attachments.map((one) => one.name)).toEqual(['a.pdf']);
    const drafts = await all(anna, 'Drafts');
    expect(drafts.rows.map((row) => row.uid)).toEqual([second.uid]);
    await sendMessage(anna, {
      ...(await prepareDraft(anna, { kind: 'draft', about: second })).draft,
      to: bob.name,
    });
    expect((await all(anna, 'Drafts')).total).toBe(0);
  }, 30_000);
});
