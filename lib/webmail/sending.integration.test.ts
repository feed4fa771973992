import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { append, closePool } from '@/lib/imap';
import { type MailboxOwner, ownDomain, until } from '@/lib/testing';
import {
  fileSent,
  listMessages,
  moveMessages,
  openAttachment,
  prepareDraft,
  removeMessages,
  saveDraft,
  sendMessage,
  sentSource,
} from '.';
import { mail } from './message.fixture';
import { type Draft, draftShape } from './requests';

let anna: MailboxOwner;
let bob: MailboxOwner;
let full: MailboxOwner;
const quotaBytes = 60_000n;

beforeAll(async () => {
  const { mailbox, signIn } = await ownDomain();
  anna = await signIn(await mailbox('anna'));
  bob = await signIn(await mailbox('bob'));
  const small = await mailbox('full');
  await db().mailbox.update({ where: { id: small.id }, data: { quotaBytes } });
  full = await signIn(small);
});
afterAll(() => {
  for (const { signInId } of [anna, bob, full]) closePool(signInId);
});

const rows = async (actor: MailboxOwner, folder: string, subject: string) =>
  (await listMessages(actor, { folder, offset: 0, take: 50, query: `subject:"${subject}"` })).rows;
const write = (from: MailboxOwner, draft: Partial<Draft>) =>
  draftShape.parse({ from: from.name, to: bob.name, text: 'x', ...draft });
const arrived = (subject: string) => until(async () => (await rows(bob, 'INBOX', subject))[0]);

describe('a message that a full mailbox sends', () => {
  const subject = `full ${randomUUID()}`;
  const text = 'the only copy of these words\n'.repeat(600);

  it('is sent once, and kept until it can be filed', async () => {
    const saved = await saveDraft(full, write(full, { subject, text }));
    const { draft } = await prepareDraft(full, { kind: 'draft', about: saved });
    const filler = await append(full, 'INBOX', mail({ Subject: 'filler' }, 'f'.repeat(38_000)), []);
    const { unfiled, refused } = await sendMessage(full, draft);
    expect([unfiled?.reason, refused]).toEqual(['mailbox-full', []]);
    if (!unfiled) throw new Error('the copy was filed');
    await arrived(subject);
    expect(await rows(full, 'Sent', subject)).toHaveLength(0);
    expect(await rows(full, 'Drafts', subject)).toHaveLength(1);
    // Not even from another window, or after a restart, when only the keyword is left.
    const { draft: elsewhere } = await prepareDraft(full, { kind: 'draft', about: saved });
    await expect(sendMessage(full, elsewhere)).rejects.toMatchObject({ code: 'already-sent' });
    await expect(sendMessage(full, { ...elsewhere, key: randomUUID() })).rejects.toMatchObject({
      code: 'already-sent',
    });

    const sent = { draft, messageId: unfiled.messageId, date: unfiled.date };
    expect((await sentSource(full, sent)).bytes.toString()).toContain('the only copy of these words');
    await expect(fileSent(full, sent)).rejects.toMatchObject({ code: 'mailbox-full' });
    expect(await rows(full, 'Drafts', subject)).toHaveLength(1);

    const moved = await moveMessages(full, {
      folder: 'INBOX',
      uidValidity: filler.uidValidity,
      uids: [filler.uid],
      to: 'Trash',
    });
    if (!moved.undo) throw new Error('nothing was moved');
    await removeMessages(full, moved.undo);
    await fileSent(full, sent);
    expect(await rows(full, 'Sent', subject)).toHaveLength(1);
    expect(await rows(full, 'Drafts', subject)).toHaveLength(0);
    expect(await rows(bob, 'INBOX', subject)).toHaveLength(1);
  }, 30_000);

  it('says that it is full when a draft cannot be saved', async () => {
    const large = write(full, { subject: 'large', text: 'y'.repeat(90_000) });
    await expect(saveDraft(full, large)).rejects.toMatchObject({ code: 'mailbox-full' });
  });
});

describe('a message to a recipient that does not exist', () => {
  it('reaches the others, and says who did not get it', async () => {
    const subject = `some ${randomUUID()}`;
    const nobody = `nobody@${anna.name.split('@')[1]}`;
    const { refused, unfiled } = await sendMessage(anna, write(anna, { subject, cc: `No One <${nobody}>` }));
    expect(unfiled).toBeNull();
    expect(refused).toEqual([{ address: nobody, reason: expect.stringMatching(/^550/) }]);
    await arrived(subject);
    await expect(sendMessage(anna, write(anna, { to: nobody }))).rejects.toMatchObject({
      code: 'mail-server-refused',
    });
  }, 30_000);
});

describe('a draft in two windows', () => {
  it('is sent once', async () => {
    const subject = `twice ${randomUUID()}`;
    const saved = await saveDraft(anna, write(anna, { subject }));
    const open = async () => (await prepareDraft(anna, { kind: 'draft', about: saved })).draft;
    const windows = [await open(), await open()];
    const results = await Promise.allSettled(windows.map((draft) => sendMessage(anna, draft)));
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'already-sent' } });
    await arrived(subject);
    expect(await rows(anna, 'Sent', subject)).toHaveLength(1);
  }, 30_000);

  it('can be sent again after the mail server refused it', async () => {
    const subject = `again ${randomUUID()}`;
    const draft = write(anna, { subject, to: `nobody@${anna.name.split('@')[1]}` });
    await expect(sendMessage(anna, draft)).rejects.toMatchObject({ code: 'mail-server-refused' });
    expect(await sendMessage(anna, { ...draft, to: bob.name })).toEqual({ refused: [], unfiled: null });
  }, 30_000);

  it('keeps what each of them saves, with its words and as long as it likes', async () => {
    const subject = `both ${randomUUID()}`;
    const first = await saveDraft(anna, write(anna, { subject }));
    const open = async () => (await prepareDraft(anna, { kind: 'draft', about: first })).draft;
    const [one, other] = [await open(), await open()];
    const saved = await saveDraft(anna, { ...one, text: 'words of one' });
    const late = await saveDraft(anna, { ...other, text: 'words of the other' });
    expect([saved.conflict, late.conflict]).toEqual([false, true]);
    const next = await saveDraft(anna, { ...one, text: 'more words of one', saved });
    expect(next.conflict).toBe(false);
    const previews = (await rows(anna, 'Drafts', subject)).map(({ preview }) => preview).toSorted();
    expect(previews).toEqual(['more words of one', 'words of the other']);
  });

  it('keeps its words also when its files are gone with the version that had them', async () => {
    const subject = `files ${randomUUID()}`;
    const raw = mail(
      { Subject: subject, 'Content-Type': 'multipart/mixed; boundary=b' },
      '--b\n\nx\n--b\nContent-Type: text/csv; name=a.csv\nContent-Disposition: attachment; filename=a.csv\n\n1\n--b--\n',
    );
    const at = { folder: 'Drafts', ...(await append(anna, 'Drafts', raw, ['\\Draft'])) };
    const open = async () => (await prepareDraft(anna, { kind: 'draft', about: at })).draft;
    const [one, other] = [await open(), await open()];
    expect((await saveDraft(anna, { ...one, text: 'one' })).attachments).toHaveLength(1);
    const late = await saveDraft(anna, { ...other, text: 'other' });
    expect([late.conflict, late.attachments]).toEqual([true, []]);
    expect(await rows(anna, 'Drafts', subject)).toHaveLength(2);
  });
});

describe('a draft that another program wrote with formatting', () => {
  it('stays as it is beside the plain text that is written here', async () => {
    const subject = `formatted ${randomUUID()}`;
    const raw = mail({ Subject: subject, 'Content-Type': 'text/html; charset=utf-8' }, '<p>Bold <b>words</b></p>');
    const at = { folder: 'Drafts', ...(await append(anna, 'Drafts', raw, ['\\Draft'])) };
    const { draft, formatted } = await prepareDraft(anna, { kind: 'draft', about: at });
    expect([formatted, draft.saved]).toEqual([true, null]);
    const saved = await saveDraft(anna, { ...draft, text: 'other words' });
    expect(saved.conflict).toBe(false);
    const { folder, uidValidity, uid } = saved;
    await saveDraft(anna, { ...draft, text: 'more words', saved: { folder, uidValidity, uid } });
    const left = (await rows(anna, 'Drafts', subject)).map(({ preview }) => preview).toSorted();
    expect(left).toEqual(['Bold words', 'more words']);
  });
});

describe('forwarding a message with formatting', () => {
  const picture = 'iVBORw0KGgoAAAA=';
  const html = '<p>Bold <b>words</b></p><img src="cid:logo"><img src="cid:gone"><script>alert(1)</script>';
  const parts = [
    `Content-Type: text/html; charset=utf-8\n\n${html}`,
    `Content-Type: image/png; name=logo.png\nContent-ID: <logo>\nContent-Transfer-Encoding: base64\n\n${picture}`,
  ];
  const raw = mail(
    { Subject: 'formatted', 'Content-Type': 'multipart/related; boundary=b' },
    `${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`,
  );
  const forwarded = async (change: (quoted: string) => string) => {
    const subject = `forwarded ${randomUUID()}`;
    const about = { folder: 'INBOX', ...(await append(anna, 'INBOX', raw, [])) };
    const { draft, quote } = await prepareDraft(anna, { kind: 'forward', about });
    const text = `Look <here>\n\n${change(quote?.text ?? '')}\n`;
    await sendMessage(anna, { ...draft, subject, to: bob.name, text });
    const { uid } = await arrived(subject);
    const { uidValidity } = await listMessages(bob, { folder: 'INBOX', offset: 0, take: 1, query: '' });
    const { stream } = await openAttachment(bob, { folder: 'INBOX', uidValidity, uid }, 'message');
    return PostalMime.parse(await buffer(stream));
  };

  it('keeps it with the pictures inside, below what was written', async () => {
    const received = await forwarded((quoted) => quoted);
    expect(received.text).toMatch(/Look <here>[\s\S]*Bold words/);
    expect(received.html).toContain('<b>words</b>');
    expect(received.html).toContain('Look &lt;here&gt;');
    expect(received.html).not.toMatch(/script|cid:gone/);
    const [image] = received.attachments;
    expect(received.attachments).toHaveLength(1);
    expect(received.html).toContain(`src="cid:${image?.contentId?.replace(/[<>]/g, '')}"`);
    expect(Buffer.from(image?.content as ArrayBuffer).toString('base64')).toBe(picture);
  }, 30_000);

  it('is plain text where the writer changed what is quoted', async () => {
    const received = await forwarded((quoted) => `${quoted} and mine`);
    expect(received.html).toBeUndefined();
    expect(received.text).toContain('and mine');
  }, 30_000);
});
