import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { beforeAll, describe, expect, it } from 'vitest';
import { listAudit } from '@/lib/audit';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { inFolder, readFolders } from '@/lib/imap';
import { protocols } from '@/lib/protocols';
import { listSessions } from '@/lib/sessions';
import { sessionQuery } from '@/lib/sessions/shapes';
import type { Actor } from '@/lib/tenancy';
import { type MailboxOwner, ownDomain, until } from '@/lib/testing';
import {
  activateScript,
  checkScript,
  openScript,
  putScript,
  readFilters,
  removeScript,
  renameScript,
  restoreScript,
  saveFilters,
  tryRule,
} from '.';
import { hostileFilters, hostileLines, hostileTexts, someFilters } from './filters.fixture';
import { type Filters, filtersShape, noFilters, ourScript, type Rule } from './shapes';
import { writeScript } from './write-script';

let owner: (name: string) => Promise<MailboxOwner>;
let anna: MailboxOwner;

beforeAll(async () => {
  const { mailbox, signIn } = await ownDomain();
  owner = async (name) => signIn(await mailbox(name));
  anna = await owner('anna');
});

const rule = (more: Partial<Rule>): Rule => ({
  id: randomUUID(),
  name: 'A rule',
  on: true,
  match: 'any',
  tests: [],
  actions: [{ kind: 'seen' }],
  stop: true,
  ...more,
});
const subjectIs = (text: string): Rule['tests'] => [{ kind: 'subject', how: 'is', not: false, values: [text] }];

async function save(actor: Actor, filters: Partial<Filters>, other?: 'join' | 'replace' | 'leave') {
  const { revision } = await readFilters(actor);
  return saveFilters(actor, { filters: filtersShape.parse({ ...noFilters, ...filters }), revision, other });
}

/** Delivers like Postfix. */
async function deliver(to: Actor, subject: string, { from = 'writer@elsewhere.example', text = 'Hello.' } = {}) {
  const lmtp = createTransport({
    lmtp: true,
    ignoreTLS: true,
    getSocket: (_, callback) => {
      const connection = connect(path.join(config().MILEPOST_HOME, 'run/lmtp'), () => callback(null, { connection }));
      connection.once('error', callback);
    },
  });
  await lmtp.sendMail({ from, to: to.name, subject, text });
  lmtp.close();
}

async function subjects(actor: Actor, folder: string): Promise<string[]> {
  const rows = await inFolder(actor, folder, (open) => open.window(0, 200)).catch(() => []);
  return rows.map((row) => row.envelope?.subject ?? '').reverse();
}

describe('a request', () => {
  it('is a ManageSieve session of the browser, with the sign-in as its credential', async () => {
    await readFilters(anna);
    const session = await until(async () => {
      const { rows } = await listSessions(anna, sessionQuery.parse({ state: 'all' }));
      return rows.find((row) => row.protocol === 'sieve');
    });
    expect(session).toMatchObject({ protocol: 'sieve', remoteIp: '198.51.100.7', credential: `web${anna.signInId}` });
  });

  it('is only for the owner, and only if ManageSieve is on', async () => {
    for (const role of ['staff_admin', 'staff_auditor', 'reseller', 'customer_admin'] as const) {
      await expect(readFilters({ ...anna, role })).rejects.toMatchObject({ code: 'not-allowed' });
    }
    const carl = await owner('carl');
    await db().mailbox.update({
      where: { id: carl.mailboxId ?? '' },
      data: { protocols: protocols.filter((protocol) => protocol !== 'sieve') },
    });
    await expect(readFilters(carl)).rejects.toMatchObject({ code: 'not-allowed', details: { reason: 'filters-off' } });
    const dora = await owner('dora');
    await db().mailbox.update({
      where: { id: dora.mailboxId ?? '' },
      data: { protocols: protocols.filter((protocol) => protocol !== 'webmail') },
    });
    await expect(readFilters(dora)).resolves.toMatchObject({ state: 'none', scripts: [], active: null });
  });
});

describe('filters', () => {
  it('are stored, active, and read again unchanged', async () => {
    const filters = filtersShape.parse({
      ...(someFilters(11) as object),
      joined: null,
      forwarding: noFilters.forwarding,
    });
    await save(anna, filters);
    const page = await readFilters(anna);
    expect(page).toMatchObject({ state: 'ours', active: ourScript, filters });
    const [entry] = await listAudit(anna, { changes: true, take: 1 });
    expect(entry).toMatchObject({ action: 'filter.change', objectLabel: anna.name, ip: '198.51.100.7' });
    expect(JSON.stringify(entry)).not.toContain(JSON.stringify(filters.vacation.text).slice(1, -1));
  });

  it('have the described effect at delivery', async () => {
    const ben = await owner('ben');
    await save(ben, {
      rules: [
        rule({
          name: 'Work',
          tests: [{ kind: 'from', how: 'ends', not: false, values: ['@work.example'] }],
          actions: [{ kind: 'move', folder: 'Work/In & Üt' }, { kind: 'flag' }, { kind: 'seen' }],
        }),
        rule({
          name: 'Copy and go on',
          tests: [{ kind: 'subject', how: 'starts', not: false, values: ['[x*] '] }],
          actions: [{ kind: 'copy', folder: 'Copies' }],
          stop: false,
        }),
        rule({ name: 'Off', on: false, match: 'always', actions: [{ kind: 'trash' }] }),
        rule({ name: 'Junk', tests: subjectIs('[x*] away'), actions: [{ kind: 'trash' }] }),
      ],
    });
    await deliver(ben, 'Report', { from: 'boss@work.example' });
    await deliver(ben, '[x*] one');
    await deliver(ben, '[xx] two');
    await deliver(ben, '[X*] away');
    expect(await subjects(ben, 'Work/In & Üt')).toEqual(['Report']);
    const [moved] = await inFolder(ben, 'Work/In & Üt', (open) => open.window(0, 1));
    expect([...(moved?.flags ?? [])]).toEqual(expect.arrayContaining(['\\Seen', '\\Flagged']));
    expect(await subjects(ben, 'Copies')).toEqual(['[x*] one', '[X*] away']);
    expect(await subjects(ben, 'Trash')).toEqual(['[X*] away']);
    expect(await subjects(ben, 'INBOX')).toEqual(['[x*] one', '[xx] two']);
  });

  it('refuse a change if there was another change in between', async () => {
    const { revision } = await readFilters(anna);
    await save(anna, { rules: [rule({ name: 'Newer', match: 'always' })] });
    await expect(saveFilters(anna, { filters: noFilters, revision })).rejects.toMatchObject({ code: 'conflict' });
    expect((await readFilters(anna)).filters.rules[0]?.name).toBe('Newer');
  });

  it('never forward a message to more addresses than the server allows', async () => {
    const forward = (n: number) =>
      rule({ match: 'always', stop: false, actions: [{ kind: 'forward', address: `f${n}@x.example`, keep: true }] });
    await expect(save(anna, { rules: [1, 2, 3, 4, 5].map(forward) })).rejects.toMatchObject({
      code: 'invalid',
      details: { reason: 'too-many-forwards', used: 5 },
    });
    await save(anna, { rules: [1, 2, 3, 4].map(forward) });
    await save(anna, {});
  });

  it('are tried on the messages in the Inbox, with the same result as on the server', async () => {
    const emil = await owner('emil');
    const texts = ['Invoice 7', 'INVOICE 8', 'Lunch', 'Ünvoice', 'a*b', 'a\\b'];
    for (const text of texts) await deliver(emil, text, { text: text === 'Lunch' ? 'the purple word' : 'nothing' });
    const rules = (['contains', 'is', 'starts', 'ends', 'matches'] as const).flatMap((how) =>
      ['invoice', 'INVOICE 7', 'lunch', 'a*b', 'a\\b', '?????', 'ü'].map((value) =>
        rule({ name: `${how} ${value}`, tests: [{ kind: 'subject', how, not: false, values: [value] }] }),
      ),
    );
    const trials = await Promise.all(rules.map((one) => tryRule(emil, { rule: one })));
    await save(emil, {
      rules: rules.map((one, index) => ({ ...one, stop: false, actions: [{ kind: 'copy', folder: `R${index}` }] })),
    });
    for (const text of texts) await deliver(emil, text);
    const filed = await readFolders(emil);
    for (const [index, trial] of trials.entries()) {
      expect(trial.looked).toBe(6);
      expect(filed.find((folder) => folder.path === `R${index}`)?.messages ?? 0, rules[index]?.name).toBe(
        trial.matched,
      );
    }
    const body = rule({ tests: [{ kind: 'body', how: 'contains', not: false, values: ['purple'] }] });
    expect(await tryRule(emil, { rule: body })).toMatchObject({ matched: 1, examples: [{ subject: 'Lunch' }] });
    const header = rule({
      tests: [{ kind: 'header', header: 'message-id', how: 'contains', not: true, values: ['@'] }],
    });
    expect(await tryRule(emil, { rule: header })).toMatchObject({ matched: 0 });
  });
});

describe('typed text', () => {
  it('is accepted by the compiler in every field', async () => {
    for (const text of hostileTexts) {
      const complaints = await checkScript(anna, { content: writeScript(hostileFilters(text)) });
      // A missing included script is reported and skipped.
      expect(
        complaints.filter((one) => one.level === 'error'),
        text,
      ).toEqual([]);
    }
    for (const text of hostileLines) {
      const content = writeScript({ ...noFilters, vacation: { ...noFilters.vacation, on: true, text } });
      expect(await checkScript(anna, { content }), text).toEqual([]);
    }
  });

  it('is literal at delivery', async () => {
    const frida = await owner('frida');
    const one = hostileTexts.filter((text) => text.trim() === text);
    await save(frida, {
      rules: one.map((text, index) =>
        rule({ name: text, tests: subjectIs(text), actions: [{ kind: 'move', folder: `T${index}` }] }),
      ),
    });
    for (const text of one) await deliver(frida, text);
    await deliver(frida, 'harmless');
    for (const [index, text] of one.entries()) expect(await subjects(frida, `T${index}`), text).toEqual([text]);
    expect(await subjects(frida, 'INBOX')).toEqual(['harmless']);
  });
});

describe('a script of another program', () => {
  const foreign =
    'require ["fileinto", "mailbox"];\n# mine, \t with spaces  \nif header :contains "subject" "theirs" {\n\tfileinto :create "Theirs";\n}\n';
  const text = async (actor: Actor, name: string) => (await openScript(actor, { name })).content;

  it('that is active needs a decision, and is included without changes', async () => {
    const gerd = await owner('gerd');
    await putScript(gerd, { name: 'roundcube "ü"', content: foreign, revision: null });
    await activateScript(gerd, { name: 'roundcube "ü"' });
    const rules = [rule({ tests: subjectIs('ours'), actions: [{ kind: 'move', folder: 'Ours' }] })];
    await expect(save(gerd, { rules })).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'other-active' },
    });
    expect(await readFilters(gerd)).toMatchObject({ state: 'none', active: 'roundcube "ü"' });

    await save(gerd, { rules }, 'leave');
    expect((await readFilters(gerd)).active).toBe('roundcube "ü"');
    await save(gerd, { rules }, 'join');
    expect(await readFilters(gerd)).toMatchObject({ active: ourScript, filters: { joined: 'roundcube "ü"' } });
    for (const subject of ['ours', 'theirs', 'nobody']) await deliver(gerd, subject);
    expect(await subjects(gerd, 'Ours')).toEqual(['ours']);
    expect(await subjects(gerd, 'Theirs')).toEqual(['theirs']);
    expect(await subjects(gerd, 'INBOX')).toEqual(['nobody']);
    expect(await text(gerd, 'roundcube "ü"')).toBe(foreign);

    // A script that another program removed does not affect the others.
    await removeScript(gerd, { name: 'roundcube "ü"' });
    await deliver(gerd, 'ours');
    expect(await subjects(gerd, 'Ours')).toEqual(['ours', 'ours']);
  });

  it('with our name is copied before it is overwritten', async () => {
    const hugo = await owner('hugo');
    await putScript(hugo, { name: ourScript, content: foreign, revision: null });
    expect(await readFilters(hugo)).toMatchObject({ state: 'edited', filters: noFilters });
    const { copyName } = await save(hugo, { rules: [rule({ match: 'always' })] });
    expect(copyName).toBe('milepost-copy-1');
    expect(await text(hugo, copyName ?? '')).toBe(foreign);
    // Our script, edited: it is copied to the next name.
    const ours = `${await text(hugo, ourScript)}\r\n# by hand`;
    const { revision } = await openScript(hugo, { name: ourScript });
    await putScript(hugo, { name: ourScript, content: ours, revision });
    expect((await save(hugo, {})).copyName).toBe('milepost-copy-2');
    expect(await text(hugo, 'milepost-copy-2')).toBe(ours);
  });

  it('is checked by the server, with the line and text of the error', async () => {
    const wrong = 'keep;\nfoo "bar";\nfileinto "x";\n';
    const complaints = await checkScript(anna, { content: wrong });
    expect(complaints).toContainEqual({
      line: 2,
      level: 'error',
      words: expect.stringContaining("unknown command 'foo'"),
    });
    expect(complaints.some((one) => one.line === 3)).toBe(true);
    await expect(putScript(anna, { name: 'wrong', content: wrong, revision: null })).rejects.toMatchObject({
      code: 'invalid',
      details: { reason: 'script', words: expect.stringContaining("line 2: error: unknown command 'foo'") },
    });
    expect(await checkScript(anna, { content: 'keep;' })).toEqual([]);
  });

  it('is renamed, removed and restored, active or not', async () => {
    const ida = await owner('ida');
    await putScript(ida, { name: 'one', content: foreign, revision: null });
    await expect(putScript(ida, { name: 'one', content: 'keep;', revision: null })).rejects.toMatchObject({
      code: 'taken',
    });
    await expect(putScript(ida, { name: 'one', content: 'keep;', revision: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await activateScript(ida, { name: 'one' });
    await renameScript(ida, { name: 'one', to: 'two' });
    expect((await readFilters(ida)).scripts).toEqual([{ name: 'two', active: true }]);
    const removed = await removeScript(ida, { name: 'two' });
    expect(removed).toEqual({ content: foreign, active: true });
    await restoreScript(ida, { name: 'two', ...removed });
    expect(await readFilters(ida)).toMatchObject({ active: 'two' });
    expect(await text(ida, 'two')).toBe(foreign);
    await activateScript(ida, { name: null });
    expect((await readFilters(ida)).active).toBeNull();
    await expect(removeScript(ida, { name: 'gone' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(renameScript(ida, { name: 'gone', to: 'x' })).rejects.toMatchObject({ code: 'not-found' });
    const acts = (await listAudit(ida, { changes: true })).map((entry) => entry.action).reverse();
    expect(acts).toEqual(
      ['create', 'activate', 'rename', 'remove', 'create', 'deactivate'].map((verb) => `sieve-script.${verb}`),
    );
  });
});
