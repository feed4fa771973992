import { beforeAll, expect, it } from 'vitest';
import { toAsciiDomain } from '@/lib/addresses/values';
import { db } from '@/lib/db';
import { actorWith, makeWorld, signInsFrom, until, type World } from '@/lib/testing';
import { readFailures } from '../read/failures';

// Names that are no mailboxes, typed at the real servers.

const { from, signsIn } = signInsFrom('127.118');
let world: World;
let anna: World['owners'][number];
/** The same person in a domain with an umlaut. */
let umlaut: { id: string; typed: string };

beforeAll(async () => {
  world = await makeWorld(['anna']);
  anna = world.owners[0] as World['owners'][number];
  const place = { customerId: world.customer.id, resellerId: world.resellerId };
  const shown = `münchen-${world.tag}.example`;
  const domain = await db().domain.create({ data: { ...place, name: toAsciiDomain(shown) ?? '' } });
  const { id } = await db().mailbox.create({
    data: {
      ...place,
      domainId: domain.id,
      localPart: 'olga',
      address: `olga@${domain.name}`,
      passwordHash: '{PLAIN}-',
      quotaBytes: 1_000_000n,
    },
  });
  umlaut = { id, typed: `olga@${shown}` };
});

/** The failure of a sign-in with this name, when it is recorded. */
async function failureOf(typed: string, ip = from()) {
  expect(await signsIn('imap', { address: typed, password: anna.password }, ip)).toBe(false);
  return until(() => db().failedLogin.findFirst({ where: { address: typed, remoteIp: ip } }));
}

it.each<[string, (address: string) => string]>([
  ['a blank behind it', (address) => `${address} `],
  ['a blank before it', (address) => ` ${address}`],
  ['quotation marks', (address) => `"${address}"`],
  ['brackets', (address) => `<${address}>`],
  ['a backslash', (address) => `${address}\\`],
  ['the form of Windows', (address) => address.replace(/^(.*)@(.*)$/, '$2\\$1')],
  ['a percent sign', (address) => address.replace('@', '%')],
])('a name with %s belongs to the mailbox that it means', async (_, typed) => {
  expect(await failureOf(typed(anna.address))).toMatchObject({
    mailboxId: anna.id,
    customerId: world.customer.id,
    resellerId: world.resellerId,
    reason: 'mistyped-name',
    protocol: expect.toBeOneOf([null, 'imap']),
  });
});

it('a domain with an umlaut is the one in its other form', async () => {
  expect(await failureOf(umlaut.typed)).toMatchObject({ mailboxId: umlaut.id, reason: 'mistyped-name' });
});

it('capitals are no mistake', async () => {
  expect(await signsIn('imap', { address: anna.address.toUpperCase(), password: anna.password })).toBe(true);
});

it('a name without its domain means the one mailbox with a device at the same address', async () => {
  const home = from();
  expect(await signsIn('imap', anna, home)).toBe(true);
  await until(() => db().device.findFirst({ where: { mailboxId: anna.id, remoteIp: home } }));
  expect(await failureOf('anna', home)).toMatchObject({ mailboxId: anna.id, reason: 'mistyped-name' });
  expect(await failureOf('ANNA ', home)).toMatchObject({ mailboxId: anna.id, reason: 'mistyped-name' });
  // Elsewhere it is nobody's.
  expect(await failureOf('anna')).toMatchObject({ mailboxId: null, reason: 'unknown-user' });
});

it('a name without its domain means nobody where two mailboxes have it', async () => {
  const office = from();
  const [other] = (await makeWorld(['anna'])).owners;
  if (!other) throw new Error('no mailbox');
  for (const account of [anna, other]) {
    expect(await signsIn('imap', account, office)).toBe(true);
    await until(() => db().device.findFirst({ where: { mailboxId: account.id, remoteIp: office } }));
  }
  expect(await failureOf('anna', office)).toMatchObject({ mailboxId: null, reason: 'unknown-user' });
});

it('the overview shows whose it is, and the name as it was typed; another tenant sees neither', async () => {
  const typed = `"${anna.address}`;
  // More often than the others, because the overview shows the worst.
  await failureOf(typed);
  await failureOf(typed);
  const { worst } = await readFailures(actorWith({ tenantId: world.resellerId, resellerId: world.resellerId }));
  expect(worst).toContainEqual(
    expect.objectContaining({
      address: typed,
      mailboxId: anna.id,
      mailbox: anna.address,
      reason: 'mistyped-name',
      count: 2,
    }),
  );
  const { resellerId } = await makeWorld([]);
  expect(await readFailures(actorWith({ tenantId: resellerId, resellerId }))).toEqual({ total: 0, worst: [] });
});
