import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventRow } from '@/lib/activity/shapes';
import { createAlias } from '@/lib/aliases';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { mailTransport } from '@/lib/mail-clients';
import { readVerdictLine } from '@/lib/rspamd';
import type { Actor } from '@/lib/tenancy';
import { actorWith, ownAccounts, until } from '@/lib/testing';
import { listEvents, messageTrail } from './index';

// What rspamd decides, as the owner of a mailbox reads it: from the servers, and from lines that only a host with other
// mail servers would get.

const { reseller, rival, domain, domainId, newMailbox } = await ownAccounts();
const ports = config().MILEPOST_PORTS;
type Account = Awaited<ReturnType<typeof newMailbox>>;
let ann: Account;
let bob: Account;

const ownerOf = ({ mailboxId, address }: Account): Actor =>
  actorWith({
    kind: 'mailbox',
    role: 'owner',
    id: mailboxId,
    name: address,
    mailboxId,
    resellerId: reseller.resellerId,
  });

beforeAll(async () => {
  ann = await newMailbox('ann');
  bob = await newMailbox('bob');
  await createAlias(reseller, { domainId, localPart: 'info', destination: bob.address });
});

interface Sent {
  from: string;
  to: string;
  account?: Account;
}

/** Sends a message and returns its Message-ID and the answer. */
async function send({ from, to, account }: Sent): Promise<{ messageId: string; answer: string }> {
  const messageId = `<${randomUUID()}@t.example>`;
  const raw = `From: ${from}\r\nTo: ${to}\r\nSubject: judged\r\nMessage-ID: ${messageId}\r\n\r\nx\r\n`;
  const envelope = { from: account?.address ?? 'a@elsewhere.example', to: [to] };
  const transport = mailTransport({ port: account ? ports.submission : ports.smtp }, account ?? null);
  const answer = await transport.sendMail({ envelope, raw }).then(
    () => '250',
    (error: { response?: string; message: string }) => error.response ?? error.message,
  );
  return { messageId, answer };
}

const eventOf = (actor: Actor, messageId: string, kind: string): Promise<EventRow> =>
  until(async () => (await messageTrail(actor, { messageId })).find((event) => event.kind === kind));

describe('a message from outside', () => {
  it('that went to Junk says why, before its delivery', async () => {
    const owner = ownerOf(bob);
    // rspamd knows a new domain a second later.
    const { messageId, event } = await until(async () => {
      const sent = await send({ from: `"${ann.address}" <a@elsewhere.example>`, to: bob.address });
      expect(sent.answer).toBe('250');
      const judged = await eventOf(owner, sent.messageId, 'sent-to-junk');
      const knows = judged.verdict?.reasons.some(({ symbol }) => symbol === 'MP_NAME_SPOOF');
      return knows ? { messageId: sent.messageId, event: judged } : null;
    });
    await eventOf(owner, messageId, 'delivered');
    expect(event).toMatchObject({
      address: bob.address,
      folder: 'Junk',
      subject: 'judged',
      sender: 'a@elsewhere.example',
      verdict: { port: 'mx', limit: 6 },
    });
    expect(event.verdict?.score).toBeGreaterThanOrEqual(6);
    expect(event.verdict?.reasons).toContainEqual({ symbol: 'MP_NAME_SPOOF', score: 6, detail: domain });
    expect((await messageTrail(owner, { messageId })).map(({ kind }) => kind)).toEqual(['sent-to-junk', 'delivered']);
    for (const stranger of [rival, ownerOf(ann)]) expect(await messageTrail(stranger, { messageId })).toEqual([]);
  });

  it('that was refused is there for those whom it was for, also behind an alias, and for nobody else', async () => {
    let sent = { messageId: '', answer: '' };
    // rspamd reads a new domain's name a second later.
    await until(async () => {
      sent = await send({ from: `x@${domain}`, to: `info@${domain}` });
      return sent.answer.startsWith('554') || undefined;
    });
    const event = await eventOf(ownerOf(bob), sent.messageId, 'refused');
    expect(event).toMatchObject({ address: bob.address, folder: '', verdict: { port: 'mx' } });
    expect(event.verdict?.text).toContain('is a domain of this host');
    expect(event.verdict?.reasons.map(({ symbol }) => symbol)).toContain('MP_LOCAL_FROM');
    expect((await eventOf(reseller, sent.messageId, 'refused')).id).toBe(event.id);
    for (const stranger of [rival, ownerOf(ann)])
      expect(await messageTrail(stranger, { messageId: sent.messageId })).toEqual([]);
  });
});

describe('a message of an account', () => {
  it('that was refused is in the trail of the account alone', async () => {
    const { messageId, answer } = await send({ from: 'ceo@elsewhere.example', to: bob.address, account: ann });
    expect(answer).toMatch(/^554/);
    const event = await eventOf(ownerOf(ann), messageId, 'refused');
    expect(event).toMatchObject({ address: ann.address, verdict: { port: 'out' } });
    for (const stranger of [rival, ownerOf(bob)]) expect(await messageTrail(stranger, { messageId })).toEqual([]);
  });

  it('that was let through is in its own trail, and not in the list', async () => {
    const { messageId } = await send({ from: ann.address, to: bob.address, account: ann });
    const owner = ownerOf(ann);
    await eventOf(owner, messageId, 'let-through');
    const found = async (kind?: 'let-through') =>
      (await listEvents(owner, { kind })).rows.filter((event) => event.messageId === messageId);
    expect(await found('let-through')).toHaveLength(1);
    expect((await found()).map(({ kind }) => kind)).not.toContain('let-through');
  });
});

describe('a line of rspamd', () => {
  /** Hands over a line as the agent of another node. */
  async function hand(facts: object): Promise<void> {
    const verdict = {
      ...{
        port: 'mx',
        action: 'reject',
        score: 3,
        junk: 6,
        reject: 15,
        qid: 'ABC123',
        user: '',
        size: 1,
        ip: '192.0.2.1',
      },
      ...{ from: 'a@quarantine.example', header_from: 'a@reject.example', subject: 's', symbols: [], ...facts },
    };
    const { record } = readVerdictLine(
      `2026-11-28 20:54:45.89118 #1(rspamd_proxy) <b47252>; lua; milepost.lua:162: verdict ${JSON.stringify(verdict)}`,
    );
    if (!record) throw new Error('not a verdict');
    const node = `lab-${randomUUID().slice(0, 8)}`;
    const place = { node, file: 'rspamd.log', inode: 1n };
    await db().nodeCursor.create({ data: { ...place, offset: 0n, seq: 1n } });
    await db().nodeBatch.create({ data: { ...place, seq: 1n, fromOffset: 0n, records: [{ ...record, offset: 0 }] } });
    await db().$queryRaw`SELECT pg_notify('milepost_batch', ${node})::text`;
    await until(async () => (await db().nodeBatch.count({ where: { node } })) === 0);
  }

  it('on a refusal by DMARC is an event of each mailbox that the message was for', async () => {
    const messageId = `<${randomUUID()}@reject.example>`;
    const text = 'DMARC: the domain in From asks to refuse this';
    const symbols = [{ name: 'DMARC_POLICY_REJECT', score: 2, option: 'reject.example' }];
    const rcpts = [ann.address, `info+x@${domain}`, bob.address, 'nobody@unknown.example'];
    await hand({ message_id: messageId, text, symbols, rcpts });
    for (const account of [ann, bob])
      expect(await messageTrail(ownerOf(account), { messageId })).toMatchObject([
        {
          kind: 'refused',
          address: account.address,
          verdict: { text, score: 3, limit: 15, reasons: [{ symbol: 'DMARC_POLICY_REJECT', score: 2 }] },
        },
      ]);
    expect(await messageTrail(rival, { messageId })).toEqual([]);
    expect(await db().mailEvent.count({ where: { messageId } })).toBe(3);
  });

  it('on submission follows no alias of the account', async () => {
    const messageId = `<${randomUUID()}@t.example>`;
    await hand({ message_id: messageId, port: 'out', user: `info@${domain}`, rcpts: [ann.address] });
    for (const account of [ann, bob]) expect(await messageTrail(ownerOf(account), { messageId })).toEqual([]);
  });

  it('ends where aliases lead in a circle', async () => {
    const { customerId, resellerId } = await db().domain.findUniqueOrThrow({ where: { id: domainId } });
    const [one, two] = [`one@${domain}`, `two@${domain}`];
    const alias = (source: string, destination: string) => ({ domainId, customerId, resellerId, source, destination });
    await db().alias.createMany({ data: [alias(one, two), alias(two, one), alias(two, ann.address)] });
    const messageId = `<${randomUUID()}@t.example>`;
    await hand({ message_id: messageId, rcpts: [`one@${domain}`] });
    expect(await messageTrail(ownerOf(ann), { messageId })).toHaveLength(1);
  });
});
