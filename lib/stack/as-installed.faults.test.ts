import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { db } from '@/lib/db';
import { createDomain, markDomainVerified } from '@/lib/domains';
import { mailTransport } from '@/lib/mail-clients';
import { createMailbox } from '@/lib/mailboxes';
import { readReset, resetPassword } from '@/lib/people';
import { readPlatform } from '@/lib/platform';
import { perProtocol } from '@/lib/protocols';
import { systemActor } from '@/lib/tenancy';
import { makeWorld, type OwnStack, ownReseller, startOwnStack } from '@/lib/testing';
import { linkToken } from '@/lib/vault';
import { checkout } from './data-directory';
import { readStackEnvironment } from './stack-environment';

// A host on which nobody has chosen anything.

let stack: OwnStack;

beforeAll(async () => {
  stack = await startOwnStack({ asInstalled: true, env: { MILEPOST_MAIL_HOST: 'mail.host.example' } });
  Object.assign(process.env, readStackEnvironment(stack.dataDirectory));
});

afterAll(async () => {
  await stack?.stop();
});

test('a domain that a customer adds carries no mail before it is proven, and the names of the host are not to be had', async () => {
  expect(await readPlatform()).toEqual({ staffSecondFactor: true, provenDomains: true });
  const { customer, tag } = await ownReseller();
  const customerId = customer.customerId ?? '';
  const name = `c${tag}.example`;
  const { id: domainId } = await createDomain(customer, { name, customerId });
  const protocols = perProtocol(() => true);
  for (const localPart of ['anna', 'ben'])
    await createMailbox(customer, {
      domainId,
      localPart,
      displayName: '',
      password: 'correct-horse-1',
      quotaBytes: 1e9,
      protocols,
    });
  const deliver = (to: string) =>
    mailTransport({ port: stack.ports.smtp }, null)
      .sendMail({ from: 'a@elsewhere.example', to, subject: 'Hello', text: 'x' })
      .then(
        () => 'accepted',
        (error: Error) => error.message,
      );
  expect(await deliver(`anna@${name}`)).toMatch(/Relay access denied/);
  await markDomainVerified({ ...systemActor('test'), role: 'staff_admin' }, { domainId });
  // Another address: Postfix caches a lookup for half a minute.
  expect(await deliver(`ben@${name}`)).toBe('accepted');
  for (const reserved of ['mail.host.example', 'host.example', 'a.mail.host.example'])
    await expect(createDomain(customer, { name: reserved, customerId })).rejects.toMatchObject({ code: 'reserved' });
});

test('who reads the mail of a staff member without a second factor does not become one', async () => {
  const { staff } = await makeWorld([]);
  const person = await db().person.findUniqueOrThrow({ where: { email: staff.address } });
  const { id } = await db().passwordReset.create({
    data: { personId: person.id, expiresAt: new Date(Date.now() + 60_000) },
  });
  const token = linkToken('reset', id);
  expect(await readReset(token)).toEqual({ asks: 'staff-without-factor' });
  const from = { ip: '192.0.2.9', userAgent: 'test' };
  await expect(resetPassword({ token, password: 'another-horse-1', code: '' }, from)).rejects.toMatchObject({
    code: 'not-allowed',
  });
});

test('whoever administers the machine gives a staff member a new password', async () => {
  const { staff, admin } = await makeWorld([]);
  const run = (address: string) =>
    execFileSync('sh', [path.join(checkout, 'lib/stack/bootstrap.sh'), 'staff', address], {
      env: { ...process.env, MILEPOST_HOME: stack.dataDirectory },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const before = await db().person.findUniqueOrThrow({
    where: { email: staff.address },
    omit: { passwordHash: false },
  });
  expect(run(staff.address)).toMatch(new RegExp(`^${staff.address} {2}\\S{20}\nThis password is shown only now\\.\n$`));
  const after = await db().person.findUniqueOrThrow({ where: { email: staff.address }, omit: { passwordHash: false } });
  expect(after.passwordHash).not.toBe(before.passwordHash);
  expect(() => run(admin.address)).toThrow(/Nobody of the staff signs in as/);
});
