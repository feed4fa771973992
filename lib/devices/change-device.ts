import type { z } from 'zod';
import { type AuditAction, record } from '@/lib/audit';
import { type Prisma, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { deviceInput, mergeInput, nameInput } from './requests';

type Row = Prisma.DeviceGetPayload<object>;

const labelOf = (device: Row) =>
  `${device.name ?? ([device.clientName, device.clientVersion].filter(Boolean).join(' ') || device.protocol)} · ${device.address}`;

/** Runs a change of a device: finds it in the actor's scope, changes it, and records the change. */
async function change(
  actor: Actor,
  deviceId: string,
  act: (
    tx: Tx,
    device: Row,
  ) => Promise<{ action: AuditAction; before?: Record<string, unknown>; after?: Record<string, unknown> }>,
): Promise<void> {
  demand(actor, 'device:write');
  await transaction(async (tx) => {
    const device = await tx.device.findFirst({ where: { id: deviceId, forgottenAt: null, ...scope(actor) } });
    if (!device) throw new Refusal('not-found');
    const entry = await act(tx, device);
    const { customerId, resellerId, mailboxId } = device;
    await record(tx, actor, {
      ...entry,
      object: { type: 'device', id: device.id, label: labelOf(device) },
      owner: { customerId, resellerId, mailboxId },
    });
  });
}

/** An empty name removes the given one. */
export async function nameDevice(actor: Actor, { deviceId, name }: z.infer<typeof nameInput>): Promise<void> {
  await change(actor, deviceId, async (tx, device) => {
    await tx.device.update({ where: { id: deviceId }, data: { name: name || null, stale: true } });
    return { action: 'device.name', before: { name: device.name }, after: { name: name || null } };
  });
}

/** Merges a device into another one of the same mailbox, or separates it again. */
export async function mergeDevice(actor: Actor, { deviceId, intoId }: z.infer<typeof mergeInput>): Promise<void> {
  await change(actor, deviceId, async (tx, device) => {
    const into = intoId
      ? await tx.device.findFirst({
          where: { id: intoId, mailboxId: device.mailboxId, forgottenAt: null, NOT: { id: deviceId }, ...scope(actor) },
        })
      : null;
    if (intoId && !into) throw new Refusal('not-found');
    const leadId = into ? (into.mergedIntoId ?? into.id) : null;
    // Merges are not nested, and a device cannot be merged into its own part.
    if (leadId === deviceId) throw new Refusal('conflict', { reason: 'merged-already' });
    await tx.device.update({
      where: { id: deviceId },
      data: { mergedIntoId: leadId, separate: leadId === null, partOfId: null, stale: true },
    });
    if (leadId) await tx.device.updateMany({ where: { mergedIntoId: deviceId }, data: { mergedIntoId: leadId } });
    return {
      action: leadId ? 'device.merge' : 'device.separate',
      ...(into ? { after: { into: labelOf(into) } } : {}),
    };
  });
}

/** Hides a device. If it signs in again, it is a new device. Its sessions stay in the log. */
export async function forgetDevice(actor: Actor, { deviceId }: z.infer<typeof deviceInput>): Promise<void> {
  await change(actor, deviceId, async (tx, device) => {
    await tx.device.updateMany({ where: { mergedIntoId: deviceId }, data: { mergedIntoId: null } });
    await tx.device.updateMany({ where: { partOfId: deviceId }, data: { partOfId: null } });
    await tx.device.update({ where: { id: deviceId }, data: { forgottenAt: new Date(), stale: true } });
    return { action: 'device.forget', before: { name: device.name, lastSeenAt: device.lastSeenAt } };
  });
}
