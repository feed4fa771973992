import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAlias } from '@/lib/aliases';
import { db, pool } from '@/lib/db';
import { createDomain, markDomainVerified, setDomainActive } from '@/lib/domains';
import { houseDefaults } from '@/lib/domains/shapes';
import { createMailbox, renameMailbox } from '@/lib/mailboxes';
import { type Actor, systemActor } from '@/lib/tenancy';
import { makeWorld, ownReseller, until, type World } from '@/lib/testing';

let mine: { reseller: Actor; customer: Actor; tag: string };
let world: World;

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );
const add = (actor: Actor, name: string) => createDomain(actor, { name, customerId: mine.customer.customerId ?? '' });
const staff: Actor = { ...systemActor('test'), kind: 'person', role: 'staff_admin', id: randomUUID() };

beforeAll(async () => {
  mine = await ownReseller();
  world = await makeWorld([]);
});

describe('a name that is somebody else’s is claimed by nobody', () => {
  it('a domain that contains one of another tenant, or lies inside it', async () => {
    const theirs = world.domain.name;
    expect(await outcome(add(mine.customer, `mail.${theirs}`))).toBe('reserved');
    expect(await outcome(add(mine.reseller, `a.b.${theirs}`))).toBe('reserved');
    await db().domain.create({
      data: { name: `shop.${world.tag}.example`, customerId: world.customer.id, resellerId: world.resellerId },
    });
    expect(await outcome(add(mine.customer, `${world.tag}.example`))).toBe('reserved');
    // Its own parts, and names that only look alike, are its own affair.
    expect(await outcome(add(mine.customer, `x${world.tag}.example`))).toBe('done');
    expect(await outcome(add(mine.customer, `mail.x${world.tag}.example`))).toBe('done');
    expect(await outcome(add(staff, `host.${theirs}`))).toBe('done');
  });

  it('but a claim that nobody proved keeps nobody out', async () => {
    const name = `claim${mine.tag}.example`;
    await db().domain.create({
      data: { name, customerId: world.customer.id, resellerId: world.resellerId, provenAt: null },
    });
    expect(await outcome(add(mine.customer, `mail.${name}`))).toBe('done');
    expect(await outcome(add(mine.customer, name))).toBe('taken');
  });

  it('a domain that a person of higher standing signs in with', async () => {
    const [, domain = ''] = world.staff.address.split('@');
    expect(await outcome(add(mine.customer, domain))).toBe('reserved');
    expect(await outcome(add(mine.reseller, domain))).toBe('reserved');
    expect(await outcome(add(mine.reseller, `mail.${domain}`))).toBe('reserved');
    expect(await outcome(add(staff, domain))).toBe('done');
  });

  it('two claims to names that contain one another, at the same instant', async () => {
    const other = await ownReseller();
    const name = `race${mine.tag}.example`;
    const both = await Promise.all([
      outcome(add(mine.customer, name)),
      outcome(createDomain(other.customer, { name: `mail.${name}`, customerId: other.customer.customerId ?? '' })),
    ]);
    expect(both.sort()).toEqual(['done', 'reserved']);
  });
});

describe('an address of a person who has a role elsewhere is nobody’s to receive for', () => {
  let domainId = '';
  let domain = '';
  const mailbox = (localPart: string) =>
    createMailbox(mine.customer, {
      domainId,
      localPart,
      displayName: '',
      password: 'correct-horse-1',
      quotaBytes: 1024 ** 3,
      protocols: houseDefaults.protocols,
    });
  const alias = (localPart: string) =>
    createAlias(mine.customer, { domainId, localPart, destination: 'me@elsewhere.example' });

  beforeAll(async () => {
    domain = `p${mine.tag}.example`;
    domainId = (await add(mine.customer, domain)).id;
  });

  it('as a mailbox, an alias, a new name of a mailbox, a plain address before a plus, or a catch-all', async () => {
    expect(await outcome(alias('*'))).toBe('done');
    await db().alias.deleteMany({ where: { source: `@${domain}` } });
    for (const email of [`carla@${domain}`, `dora+panel@${domain}`])
      await db().person.create({
        data: {
          email,
          name: email,
          passwordHash: '',
          memberships: { create: { tenantId: world.customer.id, role: 'customer_admin' } },
        },
      });
    expect(await outcome(mailbox('carla'))).toBe('reserved');
    expect(await outcome(alias('carla'))).toBe('reserved');
    expect(await outcome(mailbox('dora'))).toBe('reserved');
    expect(await outcome(alias('*'))).toBe('reserved');
    const { id } = await mailbox('emil');
    expect(await outcome(renameMailbox(mine.customer, { mailboxId: id, localPart: 'carla', keepAlias: false }))).toBe(
      'reserved',
    );
    expect(await outcome(mailbox('frida'))).toBe('done');
  });

  it('while one who has a role in the domain’s own tenant may have a mailbox there', async () => {
    await db().person.create({
      data: {
        email: `own@${domain}`,
        name: 'Own',
        passwordHash: '',
        memberships: { create: { tenantId: mine.customer.customerId ?? '', role: 'customer_admin' } },
      },
    });
    expect(await outcome(mailbox('own'))).toBe('done');
  });
});

describe('a domain that is not proven, or is switched off', () => {
  it('is in nothing that Postfix, Dovecot or the signer asks', async () => {
    const customerId = mine.customer.customerId ?? '';
    const name = `unproven${mine.tag}.example`;
    const { id } = await add(mine.customer, name);
    const address = `a@${name}`;
    await createMailbox(mine.customer, {
      domainId: id,
      localPart: 'a',
      displayName: '',
      password: 'correct-horse-1',
      quotaBytes: 1024 ** 3,
      protocols: houseDefaults.protocols,
    });
    await createAlias(mine.customer, { domainId: id, localPart: 'b', destination: address });
    // The worker makes its first key.
    await until(() => db().dkimKey.findFirst({ where: { domainId: id, state: 'signing' } }));
    await db().tenant.update({ where: { id: customerId }, data: { suspendedAt: new Date(), holdsMail: true } });
    const answers = async () => {
      const { rows } = await pool().query<Record<string, string>>(
        `SELECT (SELECT count(*) FROM postfix_domain($1)) AS domain, (SELECT count(*) FROM postfix_mailbox($2)) AS mailbox,
          (SELECT count(*) FROM postfix_alias($3)) AS alias, (SELECT count(*) FROM postfix_sender($2)) AS sender,
          (SELECT count(*) FROM postfix_sender($3)) AS "aliasSender", (SELECT count(*) FROM postfix_transport($1)) AS transport,
          (SELECT count(*) FROM "SigningKey" WHERE domain = $1) AS key`,
        [name, address, `b@${name}`],
      );
      return Object.entries(rows[0] ?? {}).flatMap(([what, count]) => (Number(count) > 0 ? [what] : []));
    };
    const all = ['domain', 'mailbox', 'alias', 'sender', 'aliasSender', 'transport', 'key'];
    expect(await answers()).toEqual(all);
    await db().domain.update({ where: { id }, data: { provenAt: null } });
    expect(await answers()).toEqual([]);
    const { rows } = await pool().query<{ nologin: string; reason: string }>(
      `SELECT nologin, reason FROM dovecot_sign_in($1, 'imap', '', false)`,
      [address],
    );
    expect(rows[0]).toEqual({ nologin: 'y', reason: 'The domain of this mailbox is not verified yet' });
    await markDomainVerified(staff, { domainId: id });
    expect(await answers()).toEqual(all);
    await setDomainActive(staff, { domainId: id, active: false });
    expect(await answers()).toEqual([]);
    await db().tenant.update({ where: { id: customerId }, data: { suspendedAt: null, holdsMail: false } });
  });
});
