import { Secret, TOTP } from 'otpauth';
import { beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { confirmSecondFactor, startSecondFactor } from '@/lib/factors';
import type { Actor } from '@/lib/tenancy';
import { makeWorld, type World } from '@/lib/testing';
import { actorOf } from './acting-as';
import { Declined } from './declined';
import { readSignIn } from './read-sign-in';
import { signIn } from './sign-in';
import { endViewAs, startViewAs } from './view-as';

let world: World;
let stranger: World;
let last = 0;

const group = (number: number) => (number % 65_536).toString(16);
/** Each sign-in comes from a network of its own, because guesses are also counted by network. */
const from = () => {
  last += 1;
  return { ip: `2001:db8:${group(process.pid)}:${group(last)}::1`, userAgent: 'test' };
};
type Person = { address: string; password: string };
const open = (who: Person, code = '', now = new Date()) =>
  signIn({ name: who.address, password: who.password, code }, from(), now);
const declined = (attempt: Promise<string>) =>
  attempt.then(
    () => 'open',
    (error: unknown) => (error instanceof Declined ? error.reason : String(error)),
  );
async function actorBehind(signInId: string, now = new Date()): Promise<Actor> {
  const row = await readSignIn(signInId);
  const actor = row && actorOf(row, now);
  if (!actor) throw new Error('no actor behind the sign-in');
  return actor;
}
const codeAt = (secret: string, now: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() });
const later = (seconds: number) => new Date(Date.now() + seconds * 1000);

beforeAll(async () => {
  [world, stranger] = await Promise.all([makeWorld(['anna']), makeWorld(['olga'])]);
});
const anna = () => world.owners[0] as World['owners'][number];

it('of ten concurrent sign-ins with the same code exactly one succeeds', async () => {
  const actor = await actorBehind(await open(world.admin));
  const { secret } = await startSecondFactor(actor, world.admin.password);
  const { sealedSecret } = await db().secondFactor.findFirstOrThrow({
    where: { personId: actor.id },
    omit: { sealedSecret: false },
  });
  expect(sealedSecret).not.toContain(secret);
  const codes = await confirmSecondFactor(actor, codeAt(secret, new Date()));

  expect(await declined(open(world.admin))).toBe('code-needed');
  const now = later(60);
  const code = codeAt(secret, now);
  const all = await Promise.all(Array.from({ length: 5 }, () => declined(open(world.admin, code, now))));
  expect(all.filter((answer) => answer === 'open')).toHaveLength(1);
  expect(all.filter((answer) => answer === 'code-wrong')).toHaveLength(4);

  const [recovery = ''] = codes;
  const again = await Promise.all(Array.from({ length: 3 }, () => declined(open(world.admin, recovery))));
  expect(again.filter((answer) => answer === 'open')).toHaveLength(1);
});

it('wrong codes lock a network like wrong passwords, at most ten of them at once, but not the one that is known', async () => {
  const who = stranger.admin;
  const home = from();
  const opened = await signIn({ name: who.address, password: who.password, code: '' }, home);
  const actor = await actorBehind(opened);
  const { secret } = await startSecondFactor(actor, who.password);
  await confirmSecondFactor(actor, codeAt(secret, new Date()));
  const elsewhere = from();
  const attempt = (code: string, there = elsewhere) =>
    declined(signIn({ name: who.address, password: who.password, code }, there, later(60)));
  const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('000000')));
  expect(answers.filter((answer) => answer === 'code-wrong').length).toBeLessThanOrEqual(10);
  for (let turn = 0; turn < 11; turn += 1) await attempt('000000');
  expect(await attempt(codeAt(secret, later(60)))).toBe('locked');
  expect(await attempt(codeAt(secret, later(60)), home)).toBe('open');
});

it('the cookie of a suspended person, role, reseller or mailbox is invalid at the next request', async () => {
  const other = await makeWorld(['eva']);
  const [eva] = other.owners as [World['owners'][number]];
  const person = await db().person.findUniqueOrThrow({ where: { email: other.admin.address } });
  const suspended = { suspendedAt: new Date() };
  const lifted = { suspendedAt: null };
  const admin = await open(other.admin);
  const owner = await open(eva);
  const cases: [string, (data: { suspendedAt: Date | null }) => Promise<unknown>][] = [
    [admin, (data) => db().person.update({ where: { id: person.id }, data })],
    [admin, (data) => db().membership.updateMany({ where: { personId: person.id }, data })],
    [admin, (data) => db().tenant.update({ where: { id: other.customer.id }, data })],
    [admin, (data) => db().tenant.update({ where: { id: other.resellerId }, data })],
    [owner, (data) => db().tenant.update({ where: { id: other.customer.id }, data })],
    [owner, (data) => db().mailbox.update({ where: { id: eva.id }, data })],
    [
      owner,
      ({ suspendedAt }) => db().domain.update({ where: { id: other.domain.id }, data: { active: !suspendedAt } }),
    ],
  ];
  for (const [signInId, set] of cases) {
    expect(await readSignIn(signInId)).not.toBeNull();
    await set(suspended);
    expect(await readSignIn(signInId)).toBeNull();
    await set(lifted);
  }
});

it('a view shows what the other person sees, records both names, expires, and ends with the sign-in', async () => {
  const signInId = await open(world.reseller);
  const reseller = await actorBehind(signInId);
  const reason = 'Ticket 4711';
  await startViewAs(reseller, { kind: 'mailbox', id: anna().id }, { reason, minutes: 15 });
  const viewed = await actorBehind(signInId);
  expect(viewed).toMatchObject({ role: 'owner', mailboxId: anna().id, viewedBy: { name: world.reseller.name } });
  await expect(startSecondFactor(viewed, anna().password)).rejects.toMatchObject({ code: 'not-allowed' });
  // After a quarter of an hour and a second it has expired.
  expect(await actorBehind(signInId, later(901))).toMatchObject({ role: 'reseller' });
  await endViewAs(viewed);
  expect(await actorBehind(signInId)).toMatchObject({ role: 'reseller' });
  const entries = await db().auditEntry.findMany({
    where: { mailboxId: anna().id, action: { startsWith: 'view-as.' } },
    orderBy: { seq: 'asc' },
  });
  expect(entries.map(({ action, actorName, onBehalfOf }) => ({ action, actorName, onBehalfOf }))).toEqual([
    { action: 'view-as.start', actorName: world.reseller.name, onBehalfOf: null },
    { action: 'view-as.end', actorName: world.reseller.name, onBehalfOf: anna().address },
  ]);
});

it('nobody can view as an account outside their scope, or of their own level or above', async () => {
  const act = { reason: 'Curious', minutes: 15 };
  const membershipOf = async ({ address }: Person) =>
    (await db().membership.findFirstOrThrow({ where: { person: { email: address } } })).id;
  const reseller = await actorBehind(await open(world.reseller));
  const olga = stranger.owners[0] as World['owners'][number];
  const refused: [Actor, 'person' | 'mailbox', string, string][] = [
    [reseller, 'mailbox', olga.id, 'not-found'],
    [reseller, 'person', await membershipOf(stranger.admin), 'not-found'],
    [reseller, 'person', await membershipOf(world.staff), 'not-found'],
    [reseller, 'person', await membershipOf(world.reseller), 'not-found'],
    [await actorBehind(await open(world.auditor)), 'mailbox', anna().id, 'not-allowed'],
    [await actorBehind(await open(anna())), 'mailbox', anna().id, 'not-allowed'],
    [await actorBehind(await open(world.staff)), 'person', await membershipOf(stranger.staff), 'not-found'],
  ];
  for (const [actor, kind, id, code] of refused)
    await expect(startViewAs(actor, { kind, id }, act), `${actor.name}: ${kind}`).rejects.toMatchObject({ code });
});

it('a view ends when its target is suspended', async () => {
  const signInId = await open(world.staff);
  const staff = await actorBehind(signInId);
  await startViewAs(staff, { kind: 'mailbox', id: anna().id }, { reason: 'Ticket 1', minutes: 60 });
  expect((await actorBehind(signInId)).role).toBe('owner');
  await db().mailbox.update({ where: { id: anna().id }, data: { suspendedAt: new Date() } });
  expect((await actorBehind(signInId)).role).toBe('staff_admin');
  await db().mailbox.update({ where: { id: anna().id }, data: { suspendedAt: null } });
});
