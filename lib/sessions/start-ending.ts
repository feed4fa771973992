import { db, type Prisma, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { enqueue } from '@/lib/jobs';
import { type Actor, demand, tenantScope } from '@/lib/tenancy';
import { openSessions } from './plan-ending';
import type { EndingRow, EndingTarget, SessionRow } from './shapes';

export const carryOutName = 'sessions.carry-out-ending';
/** Should the panel die between the receipt and the barring, the sessions are ended all the same after this (ms). */
const atLatest = 60_000;

/**
 * `ids` is what the page showed: nothing else is ended. Writes the receipt of an ending, keeps out what shall not come back (`bar`), and hands the rest to the worker: an ending
 * goes on when the panel is restarted, and the receipt says how far it is.
 */
export async function startEnding(
  actor: Actor,
  { target, ids }: { target: EndingTarget; ids: string[] },
  bar: () => Promise<EndingRow['barred']>,
): Promise<{ endingId: string }> {
  demand(actor, 'session:end');
  const shown = new Set(ids);
  const rows = (await openSessions(actor, { kind: 'sessions', ids })).filter(({ id }) => shown.has(id));
  if (rows.length === 0) throw new Refusal('conflict', { reason: 'ended-meanwhile' });
  const payload = { actor };
  const { id } = await transaction(async (tx) => {
    const made = await tx.sessionEnding.create({
      data: {
        ...(await subject(actor, target, rows)),
        ...owner(actor, rows),
        total: rows.length,
        byName: actor.viewedBy?.name ?? actor.name,
        lines: { createMany: { data: rows.map(line) } },
      },
      select: { id: true },
    });
    const key = `ending-${made.id}`;
    await enqueue(tx, carryOutName, { ...payload, endingId: made.id }, { key, at: new Date(Date.now() + atLatest) });
    return made;
  });
  const barred = await bar();
  await transaction(async (tx) => {
    await tx.sessionEnding.update({ where: { id }, data: { barred } });
    await enqueue(tx, carryOutName, { ...payload, endingId: id }, { key: `ending-${id}` });
  });
  return { endingId: id };
}

/** What the ending is called: by what its sessions have in common, told by what somebody chose. */
async function subject(
  actor: Actor,
  target: EndingTarget,
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
      const tenant = await db().tenant.findFirst({ where: { AND: [{ id: tenantId }, tenantScope(actor)] } });
      if (tenant) return { kind: 'tenant', label: tenant.name };
    }
  }
  const addresses = [...new Set(rows.map(({ address }) => address))];
  return { kind: 'sessions', label: addresses.slice(0, 3).join(', ') + (addresses.length > 3 ? ' …' : '') };
}

/** Whose page keeps the receipt: the owner's only when all of it is theirs. */
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

function line(row: SessionRow, index: number): Omit<Prisma.SessionEndingLineCreateManyInput, 'endingId'> {
  const { node, sid, pid, address, mailboxId, protocol, remoteIp, clientName, clientVersion } = row;
  const { credential, credentialLabel, startedAt } = row;
  return {
    ...{ number: index + 1, sessionId: BigInt(row.id), node, sid, pid, address, mailboxId, protocol, remoteIp },
    ...{ clientName, clientVersion, credential, credentialLabel, startedAt },
  };
}
