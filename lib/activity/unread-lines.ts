import { record } from '@/lib/audit';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import type { UnreadLine } from './shapes';

/** The last lines of a node's log that could not be read, newest first. Other nodes have none. */
export async function readUnreadLines(actor: Actor, node: string): Promise<UnreadLine[]> {
  demand(actor, 'node:read');
  const rows = await db().unreadLine.findMany({ where: { node }, orderBy: { id: 'desc' } });
  return rows.map(({ id, at, text, count }) => ({ id: String(id), at: at.toISOString(), text, count }));
}

/** Starts the count again, after somebody has looked at the lines. */
export async function forgetUnreadLines(actor: Actor, node: string): Promise<void> {
  demand(actor, 'platform:write');
  await transaction(async (tx) => {
    const before = await tx.node.findUnique({ where: { name: node }, select: { unreadLines: true } });
    if (!before) throw new Refusal('not-found');
    await tx.node.update({ where: { name: node }, data: { unreadLines: 0, unreadSince: null } });
    await tx.unreadLine.deleteMany({ where: { node } });
    await record(tx, actor, {
      action: 'node.forget-unread-lines',
      object: { type: 'node', label: node },
      before: { lines: before.unreadLines },
    });
  });
}
