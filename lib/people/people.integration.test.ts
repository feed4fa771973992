import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { verifyPassword } from '@/lib/passwords';
import type { Actor } from '@/lib/tenancy';
import { makeWorld, ownReseller, until, type World } from '@/lib/testing';
import { linkToken, seal } from '@/lib/vault';
import {
  acceptInvitation,
  changeRole,
  invite,
  listInvitations,
  listPeople,
  readInvitation,
  readReset,
  removePerson,
  removePersonsFactors,
  requestReset,
  resetPassword,
  revokeInvitation,
  suspendPerson,
} from '.';

let world: World;
let reseller: Actor;
let customer: Actor;
let rival: Actor;
let last = 0;

const from = () => {
  last += 1;
  const group = (number: number) => (number % 65_536).toString(16);
  return { ip: `2001:db8:${group(process.pid)}:${group(last)}::1`, userAgent: 'test' };
};
const address = () => `${randomUUID().slice(0, 8)}@outside.test`;
const password = 'correct-horse-battery';
const accept = (id: string, name = 'New Person') =>
  acceptInvitation({ token: linkToken('invitation', id), name, password, code: '' }, from());
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'thrown',
  );

beforeAll(async () => {
  world = await makeWorld([]);
  ({ reseller, customer } = await ownReseller());
  rival = (await ownReseller()).reseller;
});

const asked = (email = address()) =>
  invite(customer, { email, tenantId: customer.tenantId ?? '', role: 'customer_admin' }, 'en');

it('an invitation that is accepted ten times concurrently is accepted once', async () => {
  const email = address();
  const { id } = await asked(email);
  const all = await Promise.all(Array.from({ length: 8 }, () => outcome(accept(id))));
  expect(all.filter((each) => each === 'done')).toHaveLength(1);
  expect(await db().person.count({ where: { email } })).toBe(1);
  expect(await db().membership.count({ where: { person: { email } } })).toBe(1);
  expect(await readInvitation(linkToken('invitation', id))).toBeNull();
  expect(await outcome(accept(id))).toBe('not-found');
});

it('two invitations of a new address that are accepted concurrently create one account', async () => {
  const email = address();
  const first = await asked(email);
  const tenantId = reseller.tenantId ?? '';
  const second = await invite(reseller, { email, tenantId, role: 'reseller' }, 'en');
  const all = await Promise.all([outcome(accept(first.id)), outcome(accept(second.id))]);
  expect(all).toContain('done');
  expect(await db().person.count({ where: { email } })).toBe(1);
});

it('revoked, expired, replaced and forged links give the same answer', async () => {
  const withdrawn = await asked();
  await revokeInvitation(customer, withdrawn.id);
  const expired = await asked();
  await db().invitation.update({ where: { id: expired.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  const email = address();
  const replaced = await asked(email);
  const newer = await asked(email);
  for (const { id } of [withdrawn, expired, replaced, { id: randomUUID() }]) {
    expect(await readInvitation(linkToken('invitation', id))).toBeNull();
    expect(await outcome(accept(id))).toBe('not-found');
  }
  const forged = linkToken('reset', newer.id);
  expect(await readInvitation(forged)).toBeNull();
  expect(await readInvitation(linkToken('invitation', newer.id))).toMatchObject({ email, known: false });
});

it('an existing account adds the role with its password, and nobody else can', async () => {
  const { id } = await asked(world.admin.address);
  const token = linkToken('invitation', id);
  expect(await readInvitation(token)).toMatchObject({ known: true });
  expect(await outcome(acceptInvitation({ token, name: '', password: 'a wrong password', code: '' }, from()))).toBe(
    'wrong-credentials',
  );
  await acceptInvitation({ token, name: '', password: world.admin.password, code: '' }, from());
  const roles = await db().membership.findMany({ where: { person: { email: world.admin.address } } });
  expect(roles.map((each) => each.tenantId).sort()).toEqual([world.customer.id, customer.tenantId].sort());
});

it('another reseller finds no people, invitations or tenants', async () => {
  const email = address();
  const { id } = await asked(email);
  const other = await asked();
  await accept(other.id);
  expect((await listInvitations(reseller)).map((row) => row.email)).toContain(email);
  expect((await listInvitations(rival)).map((row) => row.email)).not.toContain(email);
  expect(await outcome(revokeInvitation(rival, id))).toBe('not-found');
  const tenantId = customer.tenantId ?? '';
  expect(await outcome(invite(rival, { email: address(), tenantId, role: 'customer_admin' }, 'en'))).toBe('not-found');
  const [row] = await listPeople(customer);
  if (!row) throw new Error('nobody in the customer');
  expect(await listPeople(rival)).toEqual([]);
  for (const act of [suspendPerson, removePerson, removePersonsFactors])
    expect(await outcome(act(rival, row.membershipId))).toBe('not-found');
  expect(await outcome(changeRole(rival, row.membershipId, 'reseller'))).toBe('not-found');
});

it('nobody can assign a role that its tenant does not have, or one above their own', async () => {
  const tenantId = customer.tenantId ?? '';
  for (const role of ['staff_admin', 'reseller'] as const)
    expect(await outcome(invite(customer, { email: address(), tenantId, role }, 'en'))).toBe('not-allowed');
  const platform = await db().tenant.findFirstOrThrow({ where: { kind: 'platform' } });
  expect(await outcome(invite(reseller, { email: address(), tenantId: platform.id, role: 'staff_admin' }, 'en'))).toBe(
    'not-found',
  );
  const auditor = { ...reseller, role: 'staff_auditor' as const };
  expect(await outcome(invite(auditor, { email: address(), tenantId, role: 'customer_admin' }, 'en'))).toBe(
    'not-allowed',
  );
});

it('roles in other tenants are not affected, and a second factor for them cannot be removed', async () => {
  const row = (await listPeople(customer)).find(({ email }) => email === world.admin.address);
  if (!row) throw new Error('not in the customer');
  expect(await outcome(removePersonsFactors(customer, row.membershipId))).toBe('not-allowed');
  await removePerson(customer, row.membershipId);
  expect(await db().membership.count({ where: { person: { email: world.admin.address } } })).toBe(1);
});

it('the account is removed with its last role', async () => {
  const email = address();
  const { id } = await asked(email);
  await accept(id);
  const row = (await listPeople(customer)).find((each) => each.email === email);
  await removePerson(customer, row?.membershipId ?? '');
  expect(await db().person.count({ where: { email } })).toBe(0);
});

it('a reset link works once, ends every sign-in, and invalidates the other links', async () => {
  const email = world.reseller.address;
  const person = await db().person.findUniqueOrThrow({ where: { email } });
  const signIn = await db().signIn.create({
    data: { personId: person.id, ip: '192.0.2.9', userAgent: '', expiresAt: new Date(Date.now() + 60_000) },
  });
  await requestReset(email.toUpperCase(), from());
  await requestReset(email, from());
  const resets = () => db().passwordReset.findMany({ where: { personId: person.id } });
  await until(async () => (await resets()).length === 2);
  const [one, two] = await resets();
  const token = linkToken('reset', one?.id ?? '');
  const wanted = 'another-horse-battery';
  const all = await Promise.all(
    Array.from({ length: 5 }, () => outcome(resetPassword({ token, password: wanted, code: '' }, from()))),
  );
  expect(all.filter((each) => each === 'done')).toHaveLength(1);
  expect(await readReset(token)).toBeNull();
  expect(await readReset(linkToken('reset', two?.id ?? ''))).toBeNull();
  const after = await db().person.findUniqueOrThrow({ where: { id: person.id }, omit: { passwordHash: false } });
  expect(await verifyPassword(after.passwordHash, wanted)).toBe(true);
  expect((await db().signIn.findUniqueOrThrow({ where: { id: signIn.id } })).endedAt).not.toBeNull();
});

it('for an address without an account nothing is stored, and the answer is the same', async () => {
  const email = address();
  expect(await requestReset(email, from())).toEqual(await requestReset(world.staff.address, from()));
  const staff = await db().person.findUniqueOrThrow({ where: { email: world.staff.address } });
  // The queue is in order: when the second job is done, so is the first.
  await until(async () => (await db().passwordReset.count({ where: { personId: staff.id } })) === 1);
  expect(await db().passwordReset.count({ where: { person: { email } } })).toBe(0);
});

it('the last person who can administer the host stays, even if two remove each other concurrently', async () => {
  const platform = await db().tenant.create({ data: { kind: 'platform', name: `Platform ${randomUUID()}` } });
  const make = async (name: string) => {
    const { id, memberships } = await db().person.create({
      data: {
        email: address(),
        name,
        passwordHash: 'x',
        memberships: { create: { tenantId: platform.id, role: 'staff_admin' } },
      },
      include: { memberships: true },
    });
    const actor = { ...reseller, id, name, role: 'staff_admin' as const, tenantId: platform.id, resellerId: null };
    return { actor, membershipId: memberships[0]?.id ?? '' };
  };
  const [one, two] = await Promise.all([make('One'), make('Two')]);
  const all = await Promise.all([
    outcome(suspendPerson(one.actor, two.membershipId)),
    outcome(removePerson(two.actor, one.membershipId)),
  ]);
  expect(all.sort()).toEqual(['done', 'in-use']);
  expect(await outcome(changeRole(one.actor, one.membershipId, 'staff_auditor'))).toMatch(/not-allowed|not-found/);
  await db().tenant.delete({ where: { id: platform.id } });
});

it('an invitation to the staff is opened by link and code together', async () => {
  const staff = await db().tenant.findFirstOrThrow({ where: { kind: 'platform' } });
  const actor: Actor = { ...reseller, role: 'staff_admin', tenantId: staff.id, customerId: null, resellerId: null };
  const email = address();
  const { id, code } = await invite(actor, { email, tenantId: staff.id, role: 'staff_auditor' }, 'en');
  expect(code).toMatch(/^\d{4}-\d{4}$/);
  const token = linkToken('invitation', id);
  expect(await readInvitation(token)).toMatchObject({ wantsCode: true });
  const accepted = (typed: string) => outcome(acceptInvitation({ token, name: 'New', password, code: typed }, from()));
  expect(await accepted('')).toBe('wrong-credentials');
  expect(await accepted(code === '0000-0000' ? '0000-0001' : '0000-0000')).toBe('wrong-credentials');
  expect(await db().person.count({ where: { email } })).toBe(0);
  expect(await accepted(` ${code?.replace('-', ' ')}`)).toBe('done');
  expect(
    (await invite(customer, { email: address(), tenantId: customer.tenantId ?? '', role: 'customer_admin' }, 'en'))
      .code,
  ).toBeNull();
});

describe('a new password by mail', () => {
  const reset = async (email: string) => {
    const person = await db().person.findUniqueOrThrow({ where: { email } });
    const row = await db().passwordReset.create({
      data: { personId: person.id, expiresAt: new Date(Date.now() + 60_000) },
    });
    return { token: linkToken('reset', row.id), personId: person.id };
  };

  it('asks a second factor of who has one', async () => {
    const { token, personId } = await reset(world.reseller.address);
    expect(await readReset(token)).toEqual({ asks: 'password' });
    const secret = new Secret({ size: 20 });
    await db().secondFactor.create({
      data: { personId, sealedSecret: seal(secret.base32, personId), confirmedAt: new Date() },
    });
    expect(await readReset(token)).toEqual({ asks: 'password-and-code' });
    const wanted = 'another-horse-battery';
    const set = (code: string) => outcome(resetPassword({ token, password: wanted, code }, from()));
    expect(await set('')).toBe('wrong-credentials');
    expect(await set(new TOTP({ secret }).generate())).toBe('done');
  });
});
