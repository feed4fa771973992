import { beforeAll, describe, expect, it } from 'vitest';
import { createAlias, listAliases, removeAlias, unansweredRoles } from '@/lib/aliases';
import { createAppPassword, listAppPasswords, revokeAppPassword } from '@/lib/credentials';
import { createDomain, listDomains, readDomain, removeDomain, setDomainActive } from '@/lib/domains';
import { setDisplayName, setPassword, setProtocols, setQuota } from '@/lib/mailbox-settings';
import {
  createMailbox,
  listMailboxes,
  listRemovedMailboxes,
  readMailbox,
  removeMailbox,
  restoreMailbox,
  resumeMailbox,
  suspendMailbox,
} from '@/lib/mailboxes';
import { perProtocol } from '@/lib/protocols';
import { type Actor, systemActor } from '@/lib/tenancy';
import { ownReseller } from '@/lib/testing';
import { pageCustomers } from '.';

const protocols = perProtocol(() => true);
const password = 'correct-horse-1';

let rival: Actor;
let auditor: Actor;
/** The owner of another mailbox of the same domain, who has no access either. */
let neighbour: Actor;
const theirs = { tag: '', customerId: '', domainId: '', mailboxId: '', removedId: '', aliasId: '', appPasswordId: '' };
let address = '';

const changes: Record<string, (actor: Actor) => Promise<unknown>> = {
  createDomain: (actor) => createDomain(actor, { name: `x${theirs.tag}.example`, customerId: theirs.customerId }),
  setDomainActive: (actor) => setDomainActive(actor, { domainId: theirs.domainId, active: false }),
  removeDomain: (actor) => removeDomain(actor, theirs.domainId),
  createMailbox: (actor) =>
    createMailbox(actor, {
      domainId: theirs.domainId,
      localPart: 'spy',
      displayName: '',
      password,
      quotaBytes: 2 ** 30,
      protocols,
    }),
  setPassword: (actor) => setPassword(actor, { mailboxId: theirs.mailboxId, password: 'stolen-horse-3' }),
  setProtocols: (actor) =>
    setProtocols(actor, { mailboxId: theirs.mailboxId, protocols: { ...protocols, imap: false } }),
  setQuota: (actor) => setQuota(actor, { mailboxId: theirs.mailboxId, quotaBytes: 2 ** 31 }),
  setDisplayName: (actor) => setDisplayName(actor, { mailboxId: theirs.mailboxId, displayName: 'Mallory' }),
  suspendMailbox: (actor) => suspendMailbox(actor, { mailboxId: theirs.mailboxId, reason: 'x' }),
  resumeMailbox: (actor) => resumeMailbox(actor, theirs.mailboxId),
  removeMailbox: (actor) => removeMailbox(actor, { mailboxId: theirs.mailboxId, confirmation: address }),
  restoreMailbox: (actor) => restoreMailbox(actor, theirs.removedId),
  createAlias: (actor) =>
    createAlias(actor, { domainId: theirs.domainId, localPart: 'boss', destination: 'mallory@evil.example' }),
  removeAlias: (actor) => removeAlias(actor, theirs.aliasId),
  createAppPassword: (actor) =>
    createAppPassword(actor, { mailboxId: theirs.mailboxId, name: 'x', protocols: ['imap'] }),
  revokeAppPassword: (actor) => revokeAppPassword(actor, theirs.appPasswordId),
};

/** What is visible of the reseller's data. It must be the same before and after every attempt. */
async function sight(actor: Actor) {
  const seen = {
    domain: await readDomain(actor, theirs.domainId),
    mailbox: await readMailbox(actor, theirs.mailboxId),
    aliases: await listAliases(actor, theirs.domainId),
    appPasswords: await listAppPasswords(actor, theirs.mailboxId),
    unanswered: await unansweredRoles(actor, theirs.domainId),
    removed: (await listRemovedMailboxes(actor)).filter(({ id }) => id === theirs.removedId),
    customers: (
      await pageCustomers(actor, { search: '', sort: 'name', desc: false, at: null, back: false, take: 1000 })
    ).rows.filter(({ id }) => id === theirs.customerId),
    domains: (await listDomains(actor)).filter(({ id }) => id === theirs.domainId),
    found: await listMailboxes(actor, { search: theirs.tag }),
    inDomain: await listMailboxes(actor, { domainId: theirs.domainId }),
  };
  // The worker updates the usage of mailboxes at any time.
  return JSON.parse(JSON.stringify(seen, (key, value) => (key === 'usedAt' ? undefined : value)));
}
const nothing = { rows: [], before: null, after: null };

let owner: Actor;

beforeAll(async () => {
  const own = await ownReseller();
  owner = own.reseller;
  rival = (await ownReseller()).reseller;
  auditor = { ...systemActor('auditor'), kind: 'person', role: 'staff_auditor' };
  theirs.tag = own.tag;
  theirs.customerId = own.customer.customerId ?? '';
  const domain = `t${own.tag}.example`;
  theirs.domainId = (await createDomain(owner, { name: domain, customerId: theirs.customerId })).id;
  const make = (localPart: string) =>
    createMailbox(owner, {
      domainId: theirs.domainId,
      localPart,
      displayName: 'Anna',
      password,
      quotaBytes: 2 ** 30,
      protocols,
    });
  const anna = await make('anna');
  address = anna.address;
  theirs.mailboxId = anna.id;
  const ben = await make('ben');
  neighbour = {
    ...systemActor(ben.address),
    kind: 'mailbox',
    role: 'owner',
    id: ben.id,
    mailboxId: ben.id,
    customerId: theirs.customerId,
    resellerId: owner.resellerId,
  };
  const gone = await make('gone');
  await removeMailbox(owner, { mailboxId: gone.id, confirmation: gone.address });
  theirs.removedId = gone.id;
  const alias = { domainId: theirs.domainId, localPart: 'info', destination: address };
  theirs.aliasId = (await createAlias(owner, alias)).id;
  const app = { mailboxId: theirs.mailboxId, name: 'Phone', protocols: ['imap' as const] };
  theirs.appPasswordId = (await createAppPassword(owner, app)).id;
});

it('shows another reseller nothing', async () => {
  const seen = await sight(rival);
  expect(seen).toEqual({
    domain: null,
    mailbox: null,
    aliases: [],
    appPasswords: [],
    unanswered: [],
    removed: [],
    customers: [],
    domains: [],
    found: nothing,
    inDomain: nothing,
  });
});

describe('every change', () => {
  it.each(Object.keys(changes))('%s: not found for another reseller, not allowed for an auditor', async (name) => {
    const before = await sight(owner);
    await expect(changes[name]?.(rival)).rejects.toMatchObject({ code: 'not-found' });
    await expect(changes[name]?.(auditor)).rejects.toMatchObject({ code: 'not-allowed' });
    const refusal = await changes[name]?.(neighbour).then(
      () => null,
      (error: { code: string }) => error.code,
    );
    expect(['not-found', 'not-allowed']).toContain(refusal);
    expect(await sight(owner)).toEqual(before);
  });
});
