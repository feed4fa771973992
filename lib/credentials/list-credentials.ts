import { db } from '@/lib/db';
import { type Actor, mailboxScope } from '@/lib/tenancy';
import type { AppPasswordRow, NetworkBlockRow } from './shapes';

/** Whether the actor may see the mailbox. */
async function sees(actor: Actor, mailboxId: string): Promise<boolean> {
  const found = await db().mailboxDirectory.findFirst({
    where: { AND: [{ id: mailboxId }, mailboxScope(actor)] },
    select: { id: true },
  });
  return found !== null;
}

export async function listAppPasswords(actor: Actor, mailboxId: string): Promise<AppPasswordRow[]> {
  if (!(await sees(actor, mailboxId))) return [];
  const rows = await db().appPassword.findMany({
    where: { mailboxId },
    orderBy: [{ revokedAt: { sort: 'asc', nulls: 'first' } }, { createdAt: 'desc' }],
    take: 500,
  });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    protocols: row.protocols,
    networks: row.networks,
    lastUsedFrom: row.lastUsedFrom,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}

export async function listNetworkBlocks(actor: Actor, mailboxId: string): Promise<NetworkBlockRow[]> {
  if (!(await sees(actor, mailboxId))) return [];
  const rows = await db().networkBlock.findMany({
    where: { mailboxId },
    orderBy: [{ unblockedAt: { sort: 'asc', nulls: 'first' } }, { createdAt: 'desc' }],
    take: 200,
  });
  return rows.map(({ id, network, reason, createdAt, byName, unblockedAt, unblockedBy }) => ({
    id,
    network,
    reason,
    createdAt: createdAt.toISOString(),
    byName,
    unblockedAt: unblockedAt?.toISOString() ?? null,
    unblockedBy,
  }));
}
