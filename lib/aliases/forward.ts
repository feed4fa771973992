import type { z } from 'zod';
import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { notify } from '@/lib/notices';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';
import { aliasLoop } from './alias-loop';
import { lockAliasesOf } from './mailbox-aliases';
import type { Forward, forwardInput } from './shapes';

/**
 * The addresses that Postfix forwards the mail of a mailbox to. They are aliases whose source is the mailbox itself.
 */
export async function readForward(actor: Actor, mailboxId: string): Promise<Forward> {
  const mailbox = await db().mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (!mailbox) throw new Refusal('not-found');
  const rows = await db().alias.findMany({ where: { source: mailbox.address }, orderBy: { destination: 'asc' } });
  const destinations = rows.map(({ destination }) => destination).filter((to) => to !== mailbox.address);
  return { destinations, keepCopy: rows.length === 0 || destinations.length < rows.length };
}

/**
 * Sets the forwarding addresses of a mailbox, for administrators. Owners use filters. An empty list disables
 * forwarding.
 */
export async function setForward(
  actor: Actor,
  { mailboxId, destinations, keepCopy }: z.infer<typeof forwardInput>,
): Promise<void> {
  demand(actor, 'mailbox:write');
  await transaction(async (tx) => {
    await lockAliasesOf(tx, mailboxId);
    const mailbox = await tx.mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
    if (!mailbox) throw new Refusal('not-found');
    const { address: source, domainId, customerId, resellerId } = mailbox;
    const others = [...new Set(destinations)].filter((to) => to !== source);
    const before = await tx.alias.findMany({ where: { source } });
    await tx.alias.deleteMany({ where: { source } });
    const loop = await aliasLoop(tx, source, others);
    if (loop) throw new Refusal('invalid', { field: 'destinations', reason: 'alias-loop', way: loop.join(' → ') });
    const all = others.length > 0 && keepCopy ? [...others, source] : others;
    await tx.alias.createMany({
      data: all.map((destination) => ({ domainId, customerId, resellerId, source, destination })),
    });
    const changed = String([...all].sort()) !== String(before.map(({ destination }) => destination).sort());
    if (changed)
      await notify(
        tx,
        actor,
        { mailboxId },
        { kind: 'forward-changed', details: { any: others.length > 0 ? 'yes' : 'no', to: others.join(', ') } },
      );
    await record(tx, actor, {
      action: 'mailbox.forward',
      object: { type: 'mailbox', id: mailbox.id, label: source },
      owner: { customerId, resellerId, mailboxId: mailbox.id },
      before: { destinations: before.map(({ destination }) => destination) },
      after: { destinations: all },
    });
  });
}
