import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { perProtocol } from '@/lib/protocols/values';
import { expect, test } from './fixtures';
import { freshMessageId, openImap, place, submit } from './mail-clients';
import { stack } from './stack';

// Calls every server action of the panel as a stranger, with the ids of another tenant. The list comes from the build,
// and one object has every input field that an action reads. New actions are called like the others. If a new action
// rejects that input, the test fails until its input is added here.

interface Action {
  id: string;
  /** As in `app/(panel)/mailboxes/actions.ts setQuotaAction`. */
  name: string;
  /** A page that uses it. */
  at: string;
}

function readActions(): Action[] {
  const build = path.resolve(import.meta.dirname, '../.next');
  const { supervisor } = JSON.parse(readFileSync(path.join(stack.dataDirectory, 'pids.json'), 'utf8')) as {
    supervisor: { pid: number };
  };
  const used = readdirSync(build).find((name) => name.endsWith(`.used-${supervisor.pid}`));
  if (!used) throw new Error('the running panel has no build');
  const manifest = JSON.parse(
    readFileSync(path.join(build, used.replace(/\.used-\d+$/, ''), 'server/server-reference-manifest.json'), 'utf8'),
  ) as { node: Record<string, { workers: Record<string, unknown>; filename: string; exportedName: string }> };
  return Object.entries(manifest.node).map(([id, { workers, filename, exportedName }]) => {
    const [plainest = ''] = Object.keys(workers).sort((a, b) => a.split('[').length - b.split('[').length);
    const parts = plainest.split('/').slice(1, -1);
    const at = `/${parts.filter((part) => !/^\(.*\)$/.test(part) && !part.startsWith('[[')).join('/')}`;
    return { id, name: `${filename} ${exportedName}`, at };
  });
}

/** Encodes arguments as the browser does, in React's reply format. */
async function ask(page: Page, { id, at }: Action, things: Record<string, string>, input: unknown): Promise<string> {
  const url = at.replace(/\[([^\]]+)\]/g, (_, name: string) => things[name] ?? 'x');
  const answer = await page.request.post(`${stack.url}${url}`, {
    headers: {
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
      origin: stack.url,
    },
    // React's encoding of undefined.
    data: JSON.stringify([input === undefined ? '$undefined' : input]),
    maxRedirects: 0,
  });
  return `${answer.status()} ${await answer.text()}`;
}

const protocols = perProtocol(() => true);
const rule = {
  id: 'r1',
  name: 'Taken',
  on: true,
  match: 'always',
  tests: [],
  stop: false,
  actions: [{ kind: 'seen' }],
};
const vacation = { on: false, from: null, to: null, days: 7, addresses: [], subject: '', text: '' };
const limits = {
  maxDomains: 1,
  maxMailboxes: 1,
  maxBytes: 1,
  customerMaxDomains: 1,
  customerMaxMailboxes: 1,
  customerMaxBytes: 1,
  perHour: 1,
  perDay: 1,
};

type Things = Record<string, string>;

/** All input fields in one object. An action ignores those it does not know. */
function everything(things: Things) {
  const { mailboxId, customerId, address } = things;
  return {
    ...things,
    ...limits,
    tenantId: customerId,
    id: mailboxId,
    intoId: null,
    deviceIds: [things.deviceId],
    name: 'Taken',
    localPart: 'taken',
    displayName: 'Taken',
    personName: 'Taken',
    currentPassword: 'taken-over-77',
    password: 'taken-over-77',
    quotaBytes: 2 ** 30,
    protocols,
    allowed: true,
    days: 7,
    addressDays: 7,
    olderThanDays: 30,
    keepAlias: true,
    confirmation: address,
    destinations: ['x@elsewhere.example'],
    keepCopy: true,
    destination: 'x@elsewhere.example',
    defaults: { quotaBytes: 2 ** 30, protocols, mainPassword: true },
    network: '192.0.2.0/24',
    reason: 'Taken over',
    holdsMail: false,
    active: false,
    enabled: true,
    basis: 'saved',
    email: 'taken@elsewhere.example',
    role: 'customer_admin',
    minutes: 15,
    setting: 'provenDomains',
    target: { kind: 'mailbox', id: mailboxId },
    folder: 'INBOX',
    token: mailboxId,
    code: '123456',
    query: 'q=x',
    from: address,
    to: 'taken',
    uidValidity: '1',
    uids: [1],
    uid: 1,
    flag: 'seen',
    on: true,
    place: 'archive',
    text: 'x',
    content: 'keep;\n',
    revision: 'x',
    rule,
    pace: 'slow',
    day: '2026-01-01',
    zone: 'UTC',
    level: 'all',
    locale: 'en',
    upTo: '1',
    node: 'mx1',
    filters: { rules: [rule], vacation, forwarding: { on: false, addresses: [], keep: true }, joined: null },
  };
}

/** Actions that need a different input. */
const own: Record<string, (things: Things) => unknown> = {
  askForPasskeyAction: () => null,
  verifyAuditAction: () => null,
  endViewAction: () => undefined,
  setLocaleAction: () => 'en',
  switchMembershipAction: ({ membershipId }) => membershipId,
  endSignInAction: ({ signInId }) => signInId,
  createDomainAction: ({ customerId, tag }) => ({ name: `taken-${tag}.example`, customerId }),
  createAppPasswordAction: (things) => ({ ...everything(things), protocols: ['imap'] }),
  moreAuditAction: () => ({ before: 10 ** 9, search: '', others: false }),
  loadSent: ({ mailboxId }) => ({ mailboxId }),
  loadEvents: ({ mailboxId, messageId }) => ({ mailboxId, messageId }),
  readEvidenceAction: ({ deviceId }) => ({ deviceId, kind: 'polls' }),
  readSessionAction: ({ sessionId }) => ({ id: sessionId }),
  loadSessions: ({ mailboxId }) => ({ mailboxId, state: 'all' }),
  removeSavedFilterAction: ({ savedFilterId }) => ({ id: savedFilterId }),
  updatePolicyAction: (things) => ({ ...everything(things), id: things.policyId }),
  loadImportLines: ({ importId }) => ({ importId, kind: 'create' }),
  loadItemsAction: ({ runId }) => ({ runId, state: 'planned' }),
  planDisconnectAction: ({ deviceId }) => ({ kind: 'device', deviceId }),
  startDisconnectAction: ({ sessionId, appPasswordId, mailboxId }) => ({
    target: { kind: 'sessions', ids: [sessionId] },
    ids: [sessionId],
    revoke: { appPasswords: [appPasswordId], networks: [{ mailboxId, network: '192.0.2.0/24' }] },
  }),
  revokeReturnedAction: ({ disconnectId }) => ({ disconnectId, number: 1 }),
  readTakersAction: () => undefined,
  restoreRemovedAction: ({ mailboxId }) => ({ mailboxId, eventIds: ['1'] }),
  listRemovedAction: ({ mailboxId, deviceId }) => ({ mailboxId, deviceIds: [deviceId] }),
  readRestoreAction: ({ mailboxId }) => ({ restoreId: mailboxId }),
  prepareAction: () => ({ kind: 'reply', folder: 'INBOX', uid: 1 }),
  fileSentAction: ({ address }) => ({
    draft: { from: address, to: 'x@elsewhere.example', text: 'x' },
    messageId: '<taken@elsewhere.example>',
    date: '2026-01-01T00:00:00Z',
  }),
  sendAction: ({ address }) => ({ from: address, to: 'x@elsewhere.example', text: 'x' }),
  saveDraftAction: ({ address }) => ({ from: address, to: 'x@elsewhere.example', text: 'x' }),
  addPasskeyAction: () => ({
    name: 'Taken',
    response: {
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
    },
  }),
};

/** Actions that a stranger may call: lists and counts in their scope, and their own mail, filters and account. */
const theirOwn =
  /^app\/\(mail\)\/| (load|count|read(Devices|Day|Filters)|createCustomer|moreAudit|setLocale|saveFilter|setFindingMail|markNoticesRead|askForPasskey|verifyAudit|requestReset|endView|checkScript|putScript|activateScript|renameScript|removeScript|restoreScript|openScript|saveFilters|tryRule|planDisconnect)/;

test('no server action reads or changes data of another tenant', async ({ seeder, signIn }) => {
  test.setTimeout(300_000);
  const ours = await seeder.world(['anna']);
  const sibling = await seeder.world(['sven'], ours);
  const rival = await seeder.world(['rosa']);
  const [anna] = ours.owners;
  const [sven] = sibling.owners;
  if (!anna || !sven) throw new Error('no mailbox');
  const actions = readActions();
  expect(actions.length).toBeGreaterThan(100);

  // The owner creates one of each by the same actions. Because they work here, the refusals below mean something.
  const page = await signIn(ours.admin);
  const messageId = freshMessageId();
  await place(anna, 'INBOX', { from: anna.address, to: anna.address, subject: ours.tag, text: 'x', messageId });
  await submit(anna, { from: anna.address, to: anna.address, subject: ours.tag, text: 'x' });
  const client = await openImap(anna, { name: 'Phone' });
  const things: Things = {
    mailboxId: anna.id,
    domainId: ours.domain.id,
    customerId: ours.customer.id,
    resellerId: ours.resellerId,
    address: anna.address,
    tag: ours.tag,
    messageId,
    findingId: anna.id,
  };
  const run = async (name: string, input: unknown) => {
    const action = actions.find((each) => each.name.endsWith(` ${name}`));
    if (!action) throw new Error(`there is no ${name}`);
    const text = await ask(page, action, things, input);
    expect(text, name).toContain('"ok":true');
    return text;
  };
  const uuid = /"(?:id|runId|switchId|disconnectId)":"([0-9a-f]{8}-[0-9a-f-]{27})"/;
  const make = async (thing: string, name: string, input: unknown) => {
    const text = await run(name, input);
    const id = uuid.exec(text)?.[1] ?? /"data":"([0-9a-f]{8}-[0-9a-f-]{27})"/.exec(text)?.[1];
    if (!id) throw new Error(`${name} answered no id: ${text}`);
    things[thing] = id;
  };
  const mailboxId = anna.id;
  await make('policyId', 'createPolicyAction', { ...everything(things), folder: 'Trash' });
  await make('runId', 'startPreviewAction', { policyId: things.policyId });
  await make('appPasswordId', 'createAppPasswordAction', { mailboxId, name: 'Phone', protocols: ['imap'] });
  await make('blockId', 'blockNetworkAction', { mailboxId, network: '198.51.100.0/24' });
  await make('savedFilterId', 'saveFilterAction', { name: ours.tag, query: 'state=all' });
  const seen = async (thing: string, path: string, pattern: RegExp) => {
    const text = await (await page.request.get(path, { headers: { rsc: '1' } })).text();
    const id = pattern.exec(text)?.[1];
    if (!id) throw new Error(`${path} shows no ${thing}`);
    things[thing] = id;
  };
  await run('createAliasAction', { domainId: ours.domain.id, localPart: 'alias', destination: anna.address });
  await seen('aliasId', `/domains/${ours.domain.id}`, /"aliases":\[\{"id":"([0-9a-f-]{36})"/);
  await run('inviteAction', {
    email: `new-${ours.tag}@elsewhere.example`,
    tenantId: ours.customer.id,
    role: 'customer_admin',
  });
  await seen('invitationId', '/people', /"id":"([0-9a-f-]{36})","email":"new-/);
  await seen('membershipId', '/people', /"membershipId":"([0-9a-f-]{36})"/);
  await seen('signInId', '/settings', /"signIns":\[\{"id":"([0-9a-f-]{36})"/);
  const brought = await page.request.post(`${stack.url}/api/imports?name=${ours.tag}.csv`, {
    headers: { origin: stack.url, 'content-type': 'text/csv' },
    data: `address\nnew@${ours.domain.name}\n`,
  });
  things.importId = ((await brought.json()) as { id: string }).id;
  await expect(async () => {
    const text = await run('loadSessions', { mailboxId, state: 'all' });
    things.sessionId = /"rows":\[\{"id":"(\d+)"/.exec(text)?.[1] ?? '';
    things.deviceId = /"deviceId":"([0-9a-f-]{36})"/.exec(text)?.[1] ?? '';
    things.eventId = /"id":"(\d+)"/.exec(await run('loadEvents', { mailboxId }))?.[1] ?? '';
    things.sentId = /"rows":\[\{"id":"(\d+)"/.exec(await run('loadSent', { mailboxId }))?.[1] ?? '';
    for (const name of ['sessionId', 'deviceId', 'eventId', 'sentId']) expect(things[name], name).not.toBe('');
  }).toPass();
  await make('disconnectId', 'startDisconnectAction', {
    target: { kind: 'sessions', ids: [things.sessionId] },
    ids: [things.sessionId],
    revoke: { appPasswords: [], networks: [] },
  });
  client.close();
  await run('switchDomainOff', { domainId: ours.domain.id });
  await seen('switchId', '/sessions/report', /"(?:switches|rows|list)":\[\{"id":"([0-9a-f-]{36})"/);
  for (const [name, value] of Object.entries(things)) expect(value, name).toMatch(/./);

  // Every change is audited, so no new entry means that nothing was changed.
  const history = async () => {
    const audit = await (await page.request.get('/api/audit?format=csv')).text();
    return audit
      .split('\n')
      .filter((line) => !/sign-in|mailbox-import\.end|session\.disconnect|preview-finished/.test(line));
  };
  await expect(async () => expect(await history()).toEqual(await history())).toPass();
  const before = await history();
  expect(before.length).toBeGreaterThan(5);

  for (const who of [sibling.admin, sven, rival.reseller, rival.admin]) {
    const stranger = await signIn(who);
    // The sibling has the same reseller.
    const known = who === sibling.admin || who === sven ? [ours.resellerName] : [];
    for (const action of actions) {
      const short = action.name.split(' ')[1] ?? '';
      const text = await ask(stranger, action, things, (own[short] ?? everything)(things));
      const where = `${short} for ${who.name}`;
      expect
        .soft(text, `${where}: what would a stranger send?`)
        .not.toMatch(/"Invalid (input|option|string|discriminator)/);
      expect.soft(text, where).toMatch(/^200 /);
      expect.soft(text, where).not.toContain('"code":"fault"');
      if (/"ok":true,"data":(?!null|0\}|\{"run":null\})/.test(text))
        expect.soft(action.name, `${where} was not refused`).toMatch(theirOwn);
      const rest = known.reduce((left, word) => left.replaceAll(word, ''), text);
      for (const trace of [ours.domain.name, ours.customer.name, anna.address])
        expect.soft(rest, `${where} tells ${trace}`).not.toContain(trace);
    }
    await stranger.context().close();
  }
  expect(await history()).toEqual(before);
  await openImap(anna).then((again) => again.logout());
});
