import { randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { db, queries, queryTransaction, sql } from '@/lib/db';
import type { PostfixFact } from '@/lib/postfix';
import type { Actor } from '@/lib/tenancy';
import { actorWith, makeWorld, type World } from '@/lib/testing';
import type { NodeRecord } from '../../node-record';
import { readDeferredMail } from '../../read/deferred-mail';
import { readSentRows, sentOf } from '../../read/sent';
import { sentState, sentTo } from '../../read/sent-conditions';
import { writeSent } from './write-sent';

// What Postfix's log says of sent messages, as the database keeps it and as each reader sees it.

const node = `lab-${randomUUID().slice(0, 8)}`;
let ours: World;
let theirs: World;
let anna: { id: string; address: string };
let owner: Actor;

beforeAll(async () => {
  ours = await makeWorld(['anna']);
  theirs = await makeWorld(['rosa']);
  const [first] = ours.owners;
  if (!first) throw new Error('no mailbox');
  anna = first;
  owner = actorWith({ kind: 'mailbox', role: 'owner', mailboxId: anna.id, resellerId: ours.resellerId });
});

const freshId = () => `4jcNgH5C4Yz${randomBytes(4).toString('hex').replaceAll(/[aeu]/g, 'b')}`;
const at = (second: number) => new Date(Date.UTC(2026, 5, 1, 12, 0, second)).toISOString().replace('Z', '000Z');
let offset = 0;

/** Lines of one message, in the order of the log. */
function lines(queueId: string, ...facts: [second: number, fact: PostfixFact][]): NodeRecord[] {
  return facts.map(([second, fact]) => {
    offset += 100;
    return { kind: 'postfix', offset, at: at(second), queueId, fact };
  });
}

const apply = (records: NodeRecord[], inode = 1n) =>
  queryTransaction((inside) => writeSent(inside, { node, inode }, records));
const attempt = (recipient: string, more: Partial<Extract<PostfixFact, { is: 'attempt' }>> = {}): PostfixFact => ({
  is: 'attempt',
  recipient,
  state: 'sent',
  relay: 'mx.d.test[192.0.2.1]:25',
  dsn: '2.0.0',
  words: '250 ok',
  ...more,
});
const refused = { state: 'deferred', relay: null, dsn: '4.4.1', words: 'Connection refused' } as const;
const accepted = (account: string): PostfixFact => ({ is: 'accepted', door: 'relay', account });
const active = (recipients: number): PostfixFact => ({ is: 'active', sender: anna.address, size: 9, recipients });

async function seen(queueId: string, actor: Actor = owner) {
  const [row] = await readSentRows(actor, sentOf(actor).where('s.node', '=', node).where('s.queueId', '=', queueId));
  return row;
}

/** Everything that is kept of a message, to compare it before and after. */
const kept = (queueId: string) =>
  db().sentMessage.findMany({ where: { node, queueId }, include: { attempts: { orderBy: { id: 'asc' } } } });

it('a message is what its lines say, and lines that are applied again change nothing', async () => {
  const id = freshId();
  const begun = lines(id, [1, accepted(anna.address)], [1, { is: 'message-id', messageId: '<m@x>' }], [1, active(2)]);
  const tried = lines(
    id,
    [2, attempt('ben@d.test', { tls: 'TLSv1.3' })],
    [2, attempt('carl@d.test', refused)],
    [300, active(1)],
    [300, attempt('carl@d.test', { ...refused, words: '450 wait' })],
  );
  await apply(begun);
  expect(await seen(id)).toMatchObject({ way: 'submission', recipientCount: 2, recipients: [], endedAt: null });
  await apply(tried);
  const [ben, carl] = (await seen(id))?.recipients ?? [];
  expect(ben).toMatchObject({ recipient: 'ben@d.test', state: 'sent', tls: 'TLSv1.3', attempts: 1, nextAt: null });
  expect(carl).toMatchObject({ recipient: 'carl@d.test', state: 'deferred', words: '450 wait', attempts: 2 });
  // 299 s old, so after the least delay.
  expect(carl?.nextAt).toBe('2026-06-01T12:10:00.000Z');
  expect(await kept(id)).toMatchObject([{ mailboxId: anna.id, customerId: ours.customer.id, messageId: '<m@x>' }]);
  const before = await kept(id);
  await apply([...begun, ...tried]);
  await apply(tried.slice(0, 2));
  expect(await kept(id)).toEqual(before);
});

it('whose it is may be told by any log first', async () => {
  const passed = (queueId: string): NodeRecord => ({
    kind: 'passed',
    offset: 1,
    at: at(1),
    queueId,
    account: anna.address,
    redirected: true,
    recipients: ['ben@d.test'],
    subject: 'hi',
  });
  const all: string[] = [];
  for (const rspamdFirst of [true, false]) {
    const id = freshId();
    all.push(id);
    const postfix = lines(id, [1, { is: 'accepted', door: 'sieve' }], [1, active(1)], [2, attempt('ben@d.test')]);
    for (const part of rspamdFirst ? [[passed(id)], postfix] : [postfix, [passed(id)]]) await apply(part);
    await apply(lines(id, [3, { is: 'gone', deleted: false }]));
    expect(await seen(id)).toMatchObject({
      way: 'redirect',
      account: anna.address,
      subject: 'hi',
      at: '2026-06-01T12:00:01.000Z',
    });
  }
  expect(new Set(all).size).toBe(2);
});

it('a message from outside is nobody’s, and one that Postfix did not accept is not shown', async () => {
  const outside = freshId();
  await apply(lines(outside, [1, active(1)], [2, attempt(anna.address)], [2, { is: 'gone', deleted: false }]));
  expect(await kept(outside)).toEqual([]);
  const turnedAway = freshId();
  await apply(lines(turnedAway, [1, accepted(anna.address)], [1, { is: 'message-id', messageId: '<n@x>' }]));
  expect(await seen(turnedAway)).toBeUndefined();
});

it('what is still deferred when the message leaves the queue was returned, expired or deleted', async () => {
  const ends: [PostfixFact, string][] = [
    [{ is: 'returned', forced: true }, 'returned'],
    [{ is: 'returned', forced: false }, 'expired'],
    [{ is: 'gone', deleted: true }, 'deleted'],
  ];
  for (const [end, state] of ends) {
    const id = freshId();
    const begun = lines(id, [1, accepted(anna.address)], [1, active(2)], [2, attempt('a@d.test')]);
    await apply([...begun, ...lines(id, [2, attempt('b@d.test', refused)])]);
    await apply(lines(id, [9, end], [9, { is: 'gone', deleted: false }]));
    expect((await seen(id))?.recipients).toMatchObject([{ state: 'sent' }, { state, nextAt: null }]);
  }
});

it('the session is shown only if Dovecot and Postfix name the same account', async () => {
  const sid = `S-${randomUUID()}`;
  const session = { node, sid, protocol: 'submission', transport: 'tls', remoteIp: '192.0.2.7' } as const;
  await sql`SELECT mail_session_month(${at(0)}::timestamptz)`.execute(queries());
  await db().mailSession.create({
    data: { ...session, address: anna.address, startedAt: at(0), lastSeenAt: at(0), clientName: 'Lab' },
  });
  const relayed = (queueId: string, address: string): NodeRecord => ({
    kind: 'relayed',
    offset: 1,
    at: at(1),
    service: 'submission',
    address,
    pid: 1,
    sid,
    credential: 'web1',
    sender: address,
    size: 9,
    recipients: 1,
    queueId,
  });
  const [own, foreign] = [freshId(), freshId()];
  for (const id of [own, foreign]) await apply(lines(id, [1, accepted(anna.address)], [1, active(1)]));
  await apply([relayed(own, anna.address), relayed(foreign, 'mallory@x.test')]);
  expect(await seen(own)).toMatchObject({ way: 'webmail', session: { remoteIp: '192.0.2.7', clientName: 'Lab' } });
  expect(await seen(foreign)).toMatchObject({ way: 'submission', session: null, credential: null });
});

it('everybody sees their own messages', async () => {
  const id = freshId();
  await apply(lines(id, [1, accepted(anna.address)], [1, active(1)]));
  const customer = actorWith({ role: 'customer_admin', customerId: ours.customer.id });
  const reseller = actorWith({ resellerId: ours.resellerId });
  for (const actor of [owner, customer, reseller, actorWith({ role: 'staff_auditor' })])
    expect((await seen(id, actor))?.queueId, actor.role).toBe(id);
  const [rosa] = theirs.owners;
  for (const stranger of [
    actorWith({ kind: 'mailbox', role: 'owner', mailboxId: rosa?.id ?? '' }),
    actorWith({ role: 'customer_admin', customerId: theirs.customer.id }),
    actorWith({ resellerId: theirs.resellerId }),
  ])
    expect(await seen(id, stranger), stranger.role).toBeUndefined();
});

it('where an alias of somebody else leads is shown and searched only by who administers it', async () => {
  const id = freshId();
  const secret = 'secret@private.test';
  const alias = `Info@${theirs.domain.name}`;
  await apply(
    lines(
      id,
      [1, accepted(anna.address)],
      [1, active(2)],
      [2, attempt(secret, { originalRecipient: alias, words: `250 <${secret}> saved` })],
      [2, attempt('plain@d.test')],
    ),
  );
  const found = (actor: Actor, pattern: string) =>
    readSentRows(actor, sentOf(actor).where('s.queueId', '=', id).where(sentTo(actor, pattern)));
  const senders = [
    owner,
    actorWith({ role: 'customer_admin', customerId: ours.customer.id }),
    actorWith({ resellerId: ours.resellerId }),
  ];
  for (const actor of senders) {
    const row = await seen(id, actor);
    expect(JSON.stringify(row), actor.role).not.toMatch(/secret|private/);
    expect(row?.recipients).toMatchObject([
      { recipient: alias, words: '', relay: null },
      { recipient: 'plain@d.test' },
    ]);
    expect(await found(actor, '%secret%'), actor.role).toEqual([]);
    expect(await found(actor, '%Info@%')).toHaveLength(1);
    expect(await found(actor, '%plain@%')).toHaveLength(1);
  }
  const staff = actorWith({ role: 'staff_admin' });
  expect((await seen(id, staff))?.recipients[0]).toMatchObject({ recipient: secret, originalRecipient: alias });
  expect(await found(staff, '%secret%')).toHaveLength(1);

  // The administrator of the alias sends to it.
  const own = freshId();
  const rosa = theirs.owners[0]?.address ?? '';
  await apply(lines(own, [1, accepted(rosa)], [1, active(1)], [2, attempt(secret, { originalRecipient: alias })]));
  const admin = actorWith({ role: 'customer_admin', customerId: theirs.customer.id });
  expect((await seen(own, admin))?.recipients[0]).toMatchObject({ recipient: secret, originalRecipient: alias });
});

it('a path of this host is not shown', async () => {
  const id = freshId();
  const relay = 'localhost.localdomain[/srv/data/run/lmtp]';
  const said = {
    state: 'bounced',
    relay,
    dsn: '5.2.2',
    words: `host ${relay} said: 552 5.2.2 full (in reply)`,
  } as const;
  const away = { ...refused, words: `connect to ${relay}: Connection refused` };
  await apply(
    lines(
      id,
      [1, accepted(anna.address)],
      [1, active(3)],
      [2, attempt('b@here.test', { relay })],
      [2, attempt('c@here.test', said)],
      [2, attempt('d@here.test', away)],
    ),
  );
  for (const actor of [owner, actorWith({ role: 'staff_admin' })]) {
    const row = await seen(id, actor);
    expect(row?.recipients).toMatchObject([
      { here: true, relay: null },
      { here: true, relay: null, words: '552 5.2.2 full (in reply)' },
      { here: false, relay: null, words: 'connect to Dovecot: Connection refused' },
    ]);
    expect(JSON.stringify(row)).not.toContain('/srv/');
  }
});

it('deferred messages are counted for those who may see them, with the oldest and where', async () => {
  const world = await makeWorld(['dora']);
  const [dora] = world.owners;
  const customer = actorWith({ role: 'customer_admin', customerId: world.customer.id });
  expect(await readDeferredMail(customer)).toEqual({ messages: 0, oldest: null, where: [] });
  const ids = [freshId(), freshId(), freshId()];
  for (const [index, id] of ids.entries())
    await apply(
      lines(
        id,
        [10 + index, accepted(dora?.address ?? '')],
        [10 + index, active(2)],
        [20, attempt('a@Slow.test', refused)],
        [20, attempt(index === 0 ? 'b@slow.test' : 'b@other.test', refused)],
      ),
    );
  // It got through in the end.
  await apply(
    lines(
      ids[2] ?? '',
      [30, attempt('a@Slow.test')],
      [30, attempt('b@other.test')],
      [30, { is: 'gone', deleted: false }],
    ),
  );
  const oldest = await seen(ids[0] ?? '', customer);
  expect(await readDeferredMail(customer)).toEqual({
    messages: 2,
    oldest: { id: oldest?.id, at: oldest?.at },
    where: [
      { domain: 'slow.test', messages: 2 },
      { domain: 'other.test', messages: 1 },
    ],
  });
  expect(await readDeferredMail(actorWith({ resellerId: theirs.resellerId }))).toMatchObject({ messages: 0 });
  const waiting = await readSentRows(customer, sentOf(customer).where(sentState('deferred')));
  expect(waiting.map(({ queueId }) => queueId)).toEqual([ids[1], ids[0]]);
  expect(await readSentRows(customer, sentOf(customer).where(sentState('failed')))).toEqual([]);
});

it('of very many recipients, those that did not get the message are shown', async () => {
  const id = freshId();
  const many = Array.from({ length: 600 }, (_, index) => attempt(`r${index}@d.test`));
  const all: PostfixFact[] = [...many, attempt('late@d.test', refused), attempt('no@d.test', { state: 'bounced' })];
  await apply(
    lines(id, [1, accepted(anna.address)], [1, active(700)], ...all.map((fact): [number, PostfixFact] => [2, fact])),
  );
  const row = await seen(id);
  expect(row).toMatchObject({ recipientCount: 700, attempted: 602 });
  expect(row?.recipients).toHaveLength(500);
  expect(row?.recipients.map(({ recipient }) => recipient)).toEqual(
    expect.arrayContaining(['late@d.test', 'no@d.test']),
  );
});
