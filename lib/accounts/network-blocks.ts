import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { applyAfterCommit, settled } from './after-change';
import type { blockInput, NetworkBlockRow } from './shapes';

/**
 * Bytes of one allow_nets. Dovecot's auth worker hands an answer over in a line of 8,192 bytes: 7,800 bytes of networks
 * were taken, 15,000 failed every sign-in.
 */
const mostBytes = 7_000;

export async function listNetworkBlocks(actor: Actor, mailboxId: string): Promise<NetworkBlockRow[]> {
  const rows = await db().networkBlock.findMany({
    where: { mailbox: { AND: [{ id: mailboxId }, mailboxScope(actor)] } },
    orderBy: [{ liftedAt: { sort: 'asc', nulls: 'first' } }, { createdAt: 'desc' }],
    take: 200,
  });
  return rows.map(({ id, network, reason, createdAt, byName, liftedAt, liftedBy }) => ({
    ...{ id, network, reason, byName, liftedBy },
    createdAt: createdAt.toISOString(),
    liftedAt: liftedAt?.toISOString() ?? null,
  }));
}

/**
 * From here on Dovecot refuses every sign-in to the mailbox from this network, whatever the protocol and the password;
 * the owner may bar networks, too. Answers when Dovecot's own question was seen to say so (null: it could not be told).
 */
export async function blockNetwork(
  actor: Actor,
  { mailboxId, network, reason = '' }: z.input<typeof blockInput>,
): Promise<{ id: string; address: string; network: string; at: string; checkedAt: string | null }> {
  if (actor.mailboxId !== mailboxId) demand(actor, 'mailbox:write');
  const at = new Date();
  const { id, mailbox } = await transaction(async (tx) => {
    const mailbox = await found(tx, actor, mailboxId);
    const barred = await tx.networkBlock.findFirst({ where: { mailboxId, network, liftedAt: null } });
    if (barred) return { id: barred.id, mailbox };
    const { id } = await tx.networkBlock.create({
      data: {
        ...{ mailboxId, network, reason, createdAt: at, byName: actor.viewedBy?.name ?? actor.name },
        ...{ customerId: mailbox.customerId, resellerId: mailbox.resellerId },
      },
    });
    await mustFit(tx, mailbox.address);
    await applyAfterCommit(tx, [mailbox]);
    await record(tx, actor, act('network-block.create', id, network, mailbox, { network, reason }));
    return { id, mailbox };
  });
  const flushed = await settled([mailbox]);
  const checked = flushed && (await refused(mailbox.address, network));
  return {
    ...{ id, network, address: mailbox.address },
    at: at.toISOString(),
    checkedAt: checked ? new Date().toISOString() : null,
  };
}

export async function liftNetworkBlock(actor: Actor, blockId: string): Promise<void> {
  const mailbox = await transaction(async (tx) => {
    const block = await tx.networkBlock.findFirst({
      where: { id: blockId, liftedAt: null, mailbox: mailboxScope(actor) },
      include: { mailbox: true },
    });
    if (!block) throw new Refusal('not-found');
    const { mailbox } = block;
    if (actor.mailboxId !== mailbox.id) demand(actor, 'mailbox:write');
    const liftedBy = actor.viewedBy?.name ?? actor.name;
    await tx.networkBlock.update({ where: { id: blockId }, data: { liftedAt: new Date(), liftedBy } });
    await applyAfterCommit(tx, [mailbox]);
    const { network } = block;
    await record(tx, actor, act('network-block.lift', blockId, network, mailbox, { network }));
    return mailbox;
  });
  await settled([mailbox]);
}

/** Networks and app passwords together must stay within what Dovecot can take; else nobody could sign in at all. */
export async function mustFit(tx: Tx, address: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ bytes: number }[]>`
    SELECT max(length(allow_nets))::int AS bytes FROM mail_sign_in WHERE address = ${address}`;
  if ((row?.bytes ?? 0) > mostBytes) throw new Refusal('invalid', { field: 'network', reason: 'networks-room' });
}

/** Whether none of the answers that Dovecot gets for this mailbox lets the network in. */
async function refused(address: string, network: string): Promise<boolean> {
  const rows = await db().$queryRaw<{ lets: boolean | null }[]>`
    SELECT bool_or(allow_nets IS NULL OR EXISTS (
      SELECT 1 FROM unnest(string_to_array(allow_nets, ',')) one WHERE one::inet && ${network}::inet)) AS lets
    FROM mail_sign_in WHERE address = ${address}`;
  return rows[0]?.lets === false;
}

async function found(tx: Tx, actor: Actor, mailboxId: string) {
  await tx.$queryRaw`SELECT id FROM "Mailbox" WHERE id = ${mailboxId}::uuid FOR UPDATE`;
  const mailbox = await tx.mailbox.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (!mailbox) throw new Refusal('not-found');
  return mailbox;
}

function act(
  action: string,
  id: string,
  network: string,
  mailbox: { id: string; address: string; customerId: string; resellerId: string | null },
  after: Record<string, unknown>,
) {
  return {
    action,
    object: { type: 'network-block', id, label: `${network} (${mailbox.address})` },
    owner: { customerId: mailbox.customerId, resellerId: mailbox.resellerId, mailboxId: mailbox.id },
    after,
  };
}
