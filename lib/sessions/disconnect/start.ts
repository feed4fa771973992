import type { SessionRow } from '@/lib/activity/shapes';
import { db, type Prisma, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import type { DisconnectReceipt, DisconnectTarget } from '../shapes';
import { openSessions } from './plan';

export const disconnectJobName = 'sessions.disconnect';
/** If the panel stops between the receipt and the revocation, the sessions are disconnected after this time. */
const latestMs = 60_000;

/**
 * Creates the receipt of a disconnect, revokes access (`revoke`), and starts a job. The job continues if the panel
 * is restarted, and the receipt shows its progress. Only the sessions in `ids`, which the page showed, are
 * disconnected.
 */
export async function startDisconnect(
  actor: Actor,
  { target, ids }: { target: DisconnectTarget; ids: string[] },
  revoke: () => Promise<DisconnectReceipt['revoked']>,
): Promise<{ disconnectId: string }> {
  demand(actor, 'session:end');
  const shown = new Set(ids);
  const rows = (await openSessions(actor, { kind: 'sessions', ids })).filter(({ id }) => shown.has(id));
  if (rows.length === 0) throw new Refusal('conflict', { reason: 'ended-meanwhile' });
  const payload = { actor };
  const { id } = await transaction(async (tx) => {
    const created = await tx.disconnect.create({
      data: {
        ...(await subject(actor, target, rows)),
        ...owner(actor, rows),
        total: rows.length,
        byName: actor.viewedBy?.name ?? actor.name,
        lines: { createMany: { data: rows.map(line) } },
      },
      select: { id: true },
    });
    const at = new Date(Date.now() + latestMs);
    await enqueue(tx, disconnectJobName, { ...payload, disconnectId: created.id }, { key: keyOf(created.id), at });
    return created;
  });
  const revoked = await revoke();
  await transaction(async (tx) => {
    await tx.disconnect.update({ where: { id }, data: { revoked } });
    await enqueue(tx, disconnectJobName, { ...payload, disconnectId: id }, { key: keyOf(id) });
  });
  return { disconnectId: id };
}

const keyOf = (id: string) => `disconnect-${id}`;

/** The label of a receipt, from the selection of its sessions. */
async function subject(
  actor: Actor,
  target: DisconnectTarget,
  rows: SessionRow[],
): Promise<{ kind: string; label: string }> {
  const [first] = rows;
  if (target.kind === 'device')
    return { kind: 'device', label: [first?.clientName ?? first?.protocol, first?.address].join(' · ') };
  if (target.kind === 'filter') {
    const { mailboxId, network, domain, tenantId } = target.filter;
    if (network) return { kind: 'network', label: mailboxId ? `${network} · ${first?.address}` : network };
    if (mailboxId) return { kind: 'mailbox', label: first?.address ?? '' };
    if (domain) return { kind: 'domain', label: domain };
    if (tenantId) {
      const tenant = await db().tenantDirectory.findFirst({ where: { AND: [{ id: tenantId }, tenantScope(actor)] } });
      if (tenant) return { kind: 'tenant', label: tenant.name };
    }
  }
  const addresses = [...new Set(rows.map(({ address }) => address))];
  return { kind: 'sessions', label: addresses.slice(0, 3).join(', ') + (addresses.length > 3 ? ' …' : '') };
}

/** The tenants that see the receipt. The owner of a mailbox sees it only if all sessions are theirs. */
function owner(actor: Actor, rows: SessionRow[]) {
  const one = (of: (row: SessionRow) => string | null) => {
    const values = new Set(rows.map(of));
    return values.size === 1 ? (rows[0] ? of(rows[0]) : null) : null;
  };
  return {
    mailboxId: one(({ mailboxId }) => mailboxId) ?? actor.mailboxId,
    customerId: one(({ customerId }) => customerId) ?? actor.customerId,
    resellerId: one(({ resellerId }) => resellerId) ?? actor.resellerId,
  };
}

function line(row: SessionRow, index: number): Omit<Prisma.DisconnectLineCreateManyInput, 'disconnectId'> {
  const { node, sid, pid, address, mailboxId, protocol, remoteIp, clientName, clientVersion } = row;
  const { credential, credentialLabel, startedAt } = row;
  return {
    number: index + 1,
    sessionId: BigInt(row.id),
    node,
    sid,
    pid,
    address,
    mailboxId,
    protocol,
    remoteIp,
    clientName,
    clientVersion,
    credential,
    credentialLabel,
    startedAt,
  };
}
