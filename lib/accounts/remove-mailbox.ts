import { z } from 'zod';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope, scope } from '@/lib/tenancy';
import { applyAfterCommit, settled } from './after-change';
import { isTaken } from './domains';
import type { RemovedMailboxRow, removalInput } from './shapes';

/** What is put back as it was. The digests never leave the server: only this file reads them. */
const keptShape = z.object({
  mailbox: z.object({
    localPart: z.string(),
    passwordHash: z.string(),
    quotaBytes: z.string(),
    usedMessages: z.number(),
    imap: z.boolean(),
    pop3: z.boolean(),
    submission: z.boolean(),
    sieve: z.boolean(),
    webmail: z.boolean(),
    mainPassword: z.boolean().default(true),
    pop3KeepDays: z.number().int().nullable().default(null),
    suspendedAt: z.iso.datetime().nullable(),
    suspendReason: z.string().nullable(),
    locale: z.string().nullable(),
    node: z.string(),
    createdAt: z.iso.datetime(),
  }),
  appPasswords: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      tokenSha256: z.string(),
      protocols: z.array(z.string()),
      networks: z.array(z.string()).default([]),
      createdAt: z.iso.datetime(),
      expiresAt: z.iso.datetime().nullable(),
      lastUsedAt: z.iso.datetime().nullable(),
    }),
  ),
  blocks: z
    .array(
      z.object({
        id: z.uuid(),
        network: z.string(),
        reason: z.string(),
        createdAt: z.iso.datetime(),
        byName: z.string(),
      }),
    )
    .default([]),
});

/**
 * Nobody signs in and nothing is delivered any more, and the address is free. Its mail stays on the node, so that
 * `restoreMailbox` brings it back whole. `confirmation` is the address, typed by whoever wants this.
 */
export async function removeMailbox(
  actor: Actor,
  { mailboxId, confirmation }: z.infer<typeof removalInput>,
): Promise<{ address: string }> {
  demand(actor, 'mailbox:write');
  const gone = await transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "Mailbox" WHERE id = ${mailboxId}::uuid FOR UPDATE`;
    const row = await tx.mailbox.findFirst({
      where: { AND: [{ id: mailboxId }, mailboxScope(actor)] },
      omit: { passwordHash: false },
      include: {
        appPasswords: { where: { revokedAt: null }, omit: { tokenSha256: false } },
        blocks: { where: { liftedAt: null } },
      },
    });
    if (!row) throw new Refusal('not-found');
    const { id, address, domainId, customerId, resellerId, displayName, usedBytes, appPasswords, blocks, ...mailbox } =
      row;
    if (confirmation !== address) throw new Refusal('invalid', { field: 'confirmation', reason: 'confirmation' });
    const kept = keptShape.parse(
      JSON.parse(
        JSON.stringify(
          { mailbox: { ...mailbox, quotaBytes: String(mailbox.quotaBytes) }, appPasswords, blocks },
          plain,
        ),
      ),
    );
    await tx.removedMailbox.create({
      data: { id, address, domainId, customerId, resellerId, displayName, usedBytes, kept, removedBy: actor.name },
      select: { id: true },
    });
    await tx.mailbox.delete({ where: { id }, select: { id: true } });
    await applyAfterCommit(tx, [{ address, node: mailbox.node }], { end: 'all' });
    await record(tx, actor, {
      action: 'mailbox.remove',
      object: { type: 'mailbox', id, label: address },
      owner: { customerId, resellerId, mailboxId: id },
      before: { address, displayName, quotaBytes: mailbox.quotaBytes, usedBytes, messages: mailbox.usedMessages },
    });
    return { address, node: mailbox.node };
  });
  await settled([gone]);
  return { address: gone.address };
}

/** Puts a removed mailbox back: its mail, password, app passwords and settings. Refuses when its address was given away. */
export async function restoreMailbox(actor: Actor, mailboxId: string): Promise<{ address: string }> {
  demand(actor, 'mailbox:write');
  try {
    const back = await transaction(async (tx) => {
      const row = await tx.removedMailbox.findFirst({ where: { id: mailboxId, ...scope(actor) } });
      if (!row) throw new Refusal('not-found');
      const { id, address, customerId, displayName, usedBytes } = row;
      // By its name: the domain may have been removed and added again meanwhile.
      const name = address.slice(address.lastIndexOf('@') + 1);
      const domain = await tx.domain.findFirst({ where: { name, customerId } });
      if (!domain) throw new Refusal('conflict', { reason: 'domain-gone', name });
      if (await tx.alias.findFirst({ where: { source: address } })) throw new Refusal('taken', { name: address });
      const { mailbox, appPasswords, blocks } = keptShape.parse(row.kept);
      await tx.mailbox.create({
        data: {
          ...mailbox,
          quotaBytes: BigInt(mailbox.quotaBytes),
          ...{ id, address, displayName, usedBytes, domainId: domain.id, customerId, resellerId: domain.resellerId },
          appPasswords: { create: appPasswords },
          blocks: { create: blocks.map((block) => ({ ...block, customerId, resellerId: domain.resellerId })) },
        },
        select: { id: true },
      });
      await tx.removedMailbox.delete({ where: { id }, select: { id: true } });
      await applyAfterCommit(tx, [{ address, node: mailbox.node }]);
      await record(tx, actor, {
        action: 'mailbox.restore',
        object: { type: 'mailbox', id, label: address },
        owner: { customerId, resellerId: domain.resellerId, mailboxId: id },
      });
      return { address, node: mailbox.node };
    });
    await settled([back]);
    return { address: back.address };
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { name: 'address' });
    throw error;
  }
}

/** Those that can still be brought back, the newest first. */
export async function listRemovedMailboxes(actor: Actor): Promise<RemovedMailboxRow[]> {
  demand(actor, 'mailbox:read');
  const rows = await db().removedMailbox.findMany({
    where: scope(actor),
    omit: { kept: true },
    orderBy: [{ removedAt: 'desc' }, { id: 'asc' }],
    take: 1000,
  });
  return rows.map(({ id, address, displayName, usedBytes, removedAt, removedBy }) => ({
    id,
    address,
    displayName,
    usedBytes: Number(usedBytes),
    removedAt: removedAt.toISOString(),
    removedBy,
  }));
}

/** Big integers have no form in JSON; those that matter are text already. */
function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? undefined : value;
}
