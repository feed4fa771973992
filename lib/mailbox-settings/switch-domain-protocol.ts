import { enqueueAccessChange, flushAuthCache } from '@/lib/access';
import { record } from '@/lib/audit';
import { db, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { switchPop3 } from '@/lib/mailboxes';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { DomainSwitch } from './shapes';

/** The time in which the switch can be undone. */
const undoHours = 72;

/**
 * Switches POP3 off for every mailbox of a domain and disconnects POP3 clients. Stores which mailboxes had it, for an
 * undo.
 */
export async function switchPop3OffForDomain(
  actor: Actor,
  { domainId }: { domainId: string },
  now = new Date(),
): Promise<{ mailboxes: number }> {
  demand(actor, 'mailbox:write');
  return applied(async (tx) => {
    const domain = await tx.domainDirectory.findFirst({ where: { id: domainId, ...scope(actor) } });
    if (!domain) throw new Refusal('not-found');
    const mailboxes = await tx.mailboxDirectory.findMany({
      where: { domainId, protocols: { has: 'pop3' } },
      select: { id: true, address: true, node: true },
    });
    if (mailboxes.length === 0) return [];
    const ids = mailboxes.map(({ id }) => id);
    await switchPop3(tx, ids, false);
    const { customerId, resellerId, name } = domain;
    const undoUntil = new Date(now.getTime() + undoHours * 3_600_000);
    await tx.protocolSwitch.create({
      data: {
        domainId,
        customerId,
        resellerId,
        domainName: name,
        protocol: 'pop3',
        mailboxIds: ids,
        byName: actor.name,
        undoUntil,
      },
    });
    await enqueueAccessChange(tx, mailboxes, { disconnect: { protocols: ['pop3'] } });
    await record(tx, actor, {
      action: 'domain.protocol-off',
      object: { type: 'domain', id: domainId, label: name },
      owner: { customerId, resellerId },
      after: { protocol: 'pop3', mailboxes: ids.length, undoUntil },
    });
    return mailboxes;
  });
}

/** Undoes such a switch: those mailboxes that still exist have POP3 again. */
export async function undoDomainSwitch(
  actor: Actor,
  { switchId }: { switchId: string },
  now = new Date(),
): Promise<{ mailboxes: number }> {
  demand(actor, 'mailbox:write');
  return applied(async (tx) => {
    const done = await tx.protocolSwitch.findFirst({
      where: { id: switchId, undoneAt: null, undoUntil: { gt: now }, ...scope(actor) },
    });
    if (!done) throw new Refusal('not-found');
    const mailboxes = await tx.mailboxDirectory.findMany({
      where: { id: { in: done.mailboxIds }, NOT: { protocols: { has: 'pop3' } }, domainId: done.domainId },
      select: { id: true, address: true, node: true },
    });
    await switchPop3(
      tx,
      mailboxes.map(({ id }) => id),
      true,
    );
    await tx.protocolSwitch.update({ where: { id: switchId }, data: { undoneAt: now } });
    await enqueueAccessChange(tx, mailboxes);
    const { customerId, resellerId } = done;
    await record(tx, actor, {
      action: 'domain.protocol-undo',
      object: { type: 'domain', id: done.domainId, label: done.domainName },
      owner: { customerId, resellerId },
      after: { protocol: 'pop3', mailboxes: mailboxes.length },
    });
    return mailboxes;
  });
}

/** Changes mailboxes in a transaction; then Dovecot forgets what it remembers of them. */
async function applied(
  change: (tx: Tx) => Promise<{ address: string; node: string }[]>,
): Promise<{ mailboxes: number }> {
  const changed = await transaction(change);
  await flushAuthCache(changed);
  return { mailboxes: changed.length };
}

/** The switches that can still be undone. */
export async function listDomainSwitches(actor: Actor, now = new Date()): Promise<DomainSwitch[]> {
  demand(actor, 'domain:read');
  const rows = await db().protocolSwitch.findMany({
    where: { undoneAt: null, undoUntil: { gt: now }, ...scope(actor) },
    orderBy: { at: 'desc' },
    take: 50,
  });
  return rows.map(({ id, domainId, domainName, mailboxIds, at, byName, undoUntil }) => ({
    id,
    domainId,
    domainName,
    mailboxes: mailboxIds.length,
    at: at.toISOString(),
    byName,
    undoUntil: undoUntil.toISOString(),
  }));
}
