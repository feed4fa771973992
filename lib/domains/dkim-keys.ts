import { generateKeyPair, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { config } from '@/lib/config';
import { db, transaction } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { Refusal } from '@/lib/errors';
import { define, enqueue } from '@/lib/jobs';
import { type Actor, demand, scope } from '@/lib/tenancy';
import { seal } from '@/lib/vault';
import { changeDomain } from './change-domain';

/** Signed messages may be in transit or in a queue for this long. */
const retiredDays = 14;
/** Generating a key takes a third of a second. */
const batchSize = 20;

/** RSA with 2048 bits, which every receiver supports (RFC 8301, 3.2) and which fits into one TXT record. */
async function newKey(domainId: string, selector: string, state: 'signing' | 'next') {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const id = randomUUID();
  return { id, domainId, selector, state, publicKey: publicKey.toString('base64'), sealedKey: seal(privateKey, id) };
}

/** Makes the sending node use the current keys. Runs after the commit, and may run twice. */
export const writeKeysJob = define('domains.write-keys', z.object({}), writeKeys, { urgent: true });

/** The same under its earlier name, for one that was queued when the worker was replaced. */
export const earlierWriteKeysJob = define('dns.lay-keys', z.object({}), writeKeys);

async function writeKeys(): Promise<void> {
  await askNode(config().MILEPOST_NODE, 'write-signing-keys', {}, { deadline: 30_000 });
}

/** Creates the first key of domains without one, and removes keys that were retired long ago. */
export const createKeysJob = define(
  'dns.make-keys',
  z.object({}),
  async () => {
    const bare = await db().domain.findMany({
      where: { dkimKeys: { none: { state: 'signing' } } },
      select: { id: true },
      orderBy: { createdAt: 'desc' },
      take: batchSize,
    });
    let made = 0;
    for (const { id } of bare) {
      const key = await newKey(id, 'milepost1', 'signing');
      const { count } = await db().dkimKey.createMany({ data: [key], skipDuplicates: true });
      made += count;
    }
    const old = new Date(Date.now() - retiredDays * 86_400_000);
    await db().dkimKey.deleteMany({ where: { state: 'retired', retiredAt: { lt: old } } });
    if (made > 0) await transaction((tx) => enqueue(tx, writeKeysJob.name, {}));
    if (bare.length === batchSize) await transaction((tx) => enqueue(tx, createKeysJob.name, {}));
  },
  { cron: '* * * * *' },
);

/**
 * Creates a second key, which is published next to the current one. It is used when resolvers return it (`switchKey`).
 */
export async function addNextKey(actor: Actor, domainId: string): Promise<void> {
  demand(actor, 'domain:write');
  const domain = await db().domain.findFirst({
    where: { id: domainId, ...scope(actor) },
    include: { dkimKeys: { select: { selector: true } } },
  });
  if (!domain) throw new Refusal('not-found');
  const numbers = domain.dkimKeys.map(({ selector }) => Number(/\d+$/.exec(selector)?.[0] ?? 0));
  const key = await newKey(domainId, `milepost${Math.max(0, ...numbers) + 1}`, 'next');
  await changeDomain(actor, domainId, async (tx) => {
    if (await tx.dkimKey.findFirst({ where: { domainId, state: 'next' } }))
      throw new Refusal('conflict', { reason: 'key-waiting' });
    await tx.dkimKey.create({ data: key, select: { id: true } });
    return { action: 'domain.key-add', after: { selector: key.selector }, result: undefined };
  });
}

/** Signs with the new key from now on. The old one stays published for messages in transit. */
export async function switchKey(actor: Actor, domainId: string): Promise<void> {
  await changeDomain(actor, domainId, async (tx) => {
    const next = await tx.dkimKey.findFirst({ where: { domainId, state: 'next' } });
    if (!next) throw new Refusal('conflict', { reason: 'key-missing' });
    const signing = await tx.dkimKey.findFirst({ where: { domainId, state: 'signing' } });
    await tx.dkimKey.updateMany({
      where: { domainId, state: 'signing' },
      data: { state: 'retired', retiredAt: new Date() },
    });
    await tx.dkimKey.update({ where: { id: next.id }, data: { state: 'signing' }, select: { id: true } });
    await enqueue(tx, writeKeysJob.name, {});
    return {
      action: 'domain.key-switch',
      before: { selector: signing?.selector ?? null },
      after: { selector: next.selector },
      result: undefined,
    };
  });
}
