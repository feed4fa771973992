import { expect, it } from 'vitest';
import { likeness } from '@/lib/addresses/values';
import { createAlias } from '@/lib/aliases';
import { db } from '@/lib/db';
import { createDomain } from '@/lib/domains';
import { createMailbox } from '@/lib/mailboxes';
import { perProtocol, switchesOf } from '@/lib/protocols';
import { imapSignIn, ownReseller, until } from '@/lib/testing';
import { cancelImport, checkImport, listImportLines, readImport, startImport, takeImportResult } from '.';

const protocols = perProtocol(() => true);

async function* bytes(text: string) {
  yield new TextEncoder().encode(text);
}

async function place() {
  const world = await ownReseller();
  const name = `i${world.tag}.example`;
  const domain = await createDomain(world.reseller, { name, customerId: world.customer.tenantId ?? '' });
  return { ...world, name, domainId: domain.id };
}

it('previews each line, runs the good ones, and returns generated passwords once', async () => {
  const { reseller, customer, name, domainId } = await place();
  const known = await createMailbox(reseller, {
    domainId,
    localPart: 'known',
    displayName: 'Known',
    password: 'correct-horse-7',
    quotaBytes: 2 ** 30,
    protocols,
  });
  await createAlias(reseller, { domainId, localPart: 'info', destination: known.address });
  const rival = await place();
  const file = [
    'address;name;quota_mb;protocols;password',
    `anna1@${name};Anna;100;imap webmail;anna-has-this-1`,
    `ANNAL@${name};"Anna\nL.";;;`,
    `ben@${name};Ben;;;`,
    `Ben@${name.toUpperCase()};Ben again;;;`,
    `known@${name};Known Anew;;imap;`,
    `info@${name};;;;`,
    `x@${rival.name};Theft;;;`,
    `eva@${name};=1+1;;;`,
  ].join('\r\n');
  const { id } = await checkImport(customer, 'people.csv', bytes(`\uFEFF${file}`));
  expect(await readImport(customer, id)).toMatchObject({ state: 'ready', creates: 2, changes: 1, bad: 5 });
  const bad = await listImportLines(customer, { importId: id, kind: 'bad' });
  expect(bad.map(({ line, problem }) => [line, problem])).toEqual([
    [3, 'csv-control'],
    [6, 'csv-twice'],
    [8, 'csv-alias'],
    [9, 'csv-domain'],
    [10, 'csv-formula'],
  ]);
  expect(bad[1]?.details).toEqual({ line: 5 });

  // People of another reseller find nothing of it.
  const missing = { code: 'not-found' };
  expect(await readImport(rival.reseller, id)).toBeNull();
  expect(await listImportLines(rival.reseller, { importId: id, kind: 'bad' })).toEqual([]);
  for (const act of [startImport, cancelImport, takeImportResult])
    await expect(act(rival.reseller, id)).rejects.toMatchObject(missing);

  await startImport(customer, id);
  await until(async () => (await readImport(customer, id))?.state === 'done');
  expect(await readImport(customer, id)).toMatchObject({ done: 3, failed: 0 });
  const anna = await imapSignIn(`anna1@${name}`, 'anna-has-this-1');
  expect(anna.words).toMatch(/^OK/);
  anna.close();
  const made = await db().mailbox.findUniqueOrThrow({ where: { address: `anna1@${name}` } });
  expect({ ...made, ...switchesOf(made.protocols) }).toMatchObject({
    displayName: 'Anna',
    quotaBytes: 100n * 2n ** 20n,
    imap: true,
    webmail: true,
    pop3: false,
  });
  const changed = await db().mailbox.findUniqueOrThrow({ where: { id: known.id } });
  expect({ ...changed, ...switchesOf(changed.protocols) }).toMatchObject({
    displayName: 'Known Anew',
    pop3: false,
  });
  const actions = await db().auditEntry.findMany({ where: { customerId: customer.tenantId }, orderBy: { seq: 'asc' } });
  expect(actions.map(({ action }) => action).filter((action) => action !== 'alias.create')).toEqual(
    expect.arrayContaining(['mailbox-import.start', 'mailbox.create', 'mailbox.change', 'mailbox-import.end']),
  );

  // Only the person who started it gets the password, and only once. The password works.
  expect((await takeImportResult(reseller, id)).every(({ password }) => password === null)).toBe(true);
  const told = (await takeImportResult(customer, id)).find(({ address }) => address === `ben@${name}`)?.password ?? '';
  const ben = await imapSignIn(`ben@${name}`, told);
  expect(ben.words).toMatch(/^OK/);
  ben.close();
  expect((await takeImportResult(customer, id)).every(({ password }) => password === null)).toBe(true);
  const left = await db().mailboxImportLine.count({ where: { importId: id, secret: { not: null } } });
  expect(left).toBe(0);
});

it('warns of an address that looks like an existing one, in the language of the reader', async () => {
  const { reseller, customer, name, domainId } = await place();
  const input = { domainId, displayName: '', password: 'correct-horse-7', quotaBytes: 2 ** 30, protocols };
  await createMailbox(reseller, { ...input, localPart: 'marvin.l0ng' });
  await expect(createMailbox(reseller, { ...input, localPart: 'rnar-vinlong' })).rejects.toMatchObject({
    details: { reason: 'look-alike', name: `marvin.l0ng@${name}` },
  });
  await createMailbox(reseller, { ...input, localPart: 'rnar-vinlong', alike: true });
  const { id } = await checkImport(customer, 'x.csv', bytes(`address\nmarv1n_long@${name}\nother@${name}`));
  expect(await listImportLines(customer, { importId: id, kind: 'warning' })).toMatchObject([
    { line: 2, warning: expect.stringMatching(/^0 (marvin\.l0ng|rnar-vinlong)@/) },
  ]);
  const samples = ['0O1lI|@a.example', 'rnvvrrn@b.example', 'a._-b@c.d-e.example', 'vvv@x.example', 'mn@rn.example'];
  for (const sample of samples) {
    const [row] = await db().$queryRaw<{ like: string }[]>`SELECT mail_likeness(${sample}) AS like`;
    expect(row?.like, sample).toBe(likeness(sample));
  }
});

it('stores no password in clear text, and a cancel undoes nothing', async () => {
  const { customer, name } = await place();
  const lines = Array.from({ length: 600 }, (_, i) => `u${i}@${name},User ${i},a-password-${i}-here`);
  const { id } = await checkImport(customer, 'many.csv', bytes(['address,name,password', ...lines].join('\n')));
  const kept = await db().mailboxImportLine.findMany({ where: { importId: id }, take: 10 });
  expect(JSON.stringify(kept.map(({ input }) => input))).not.toContain('a-password');
  for (const { secret } of kept) expect(Buffer.from(secret ?? []).toString('utf8')).toMatch(/^v1\./);
  await startImport(customer, id);
  await until(async () => ((await readImport(customer, id))?.done ?? 0) > 0);
  await cancelImport(customer, id);
  await until(async () => (await readImport(customer, id))?.state === 'cancelled');
  const { done = 0 } = (await readImport(customer, id)) ?? {};
  expect(done).toBeLessThan(600);
  expect(await db().mailbox.count({ where: { customerId: customer.tenantId ?? '' } })).toBe(done);
  expect(await db().mailboxImportLine.count({ where: { importId: id, secret: { not: null } } })).toBe(0);
});

it.each([
  ['', 'csv-empty'],
  ['address\n', 'csv-empty'],
  ['name\nx', 'csv-header'],
  ['address,wage\nx,1', 'csv-header'],
])('refuses the file %j: %s', async (text, reason) => {
  const { customer } = await ownReseller();
  await expect(checkImport(customer, 'x.csv', bytes(text))).rejects.toMatchObject({ details: { reason } });
  expect(await db().mailboxImport.count({ where: { customerId: customer.tenantId } })).toBe(0);
});
