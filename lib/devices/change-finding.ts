import type { z } from 'zod';
import { type AuditAction, record } from '@/lib/audit';
import { type Prisma, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, demand, scope } from '@/lib/tenancy';
import type { findingInput, resolveInput, snoozeInput } from './requests';

async function changeFinding(
  actor: Actor,
  findingId: string,
  action: AuditAction,
  data: Prisma.FindingUpdateInput,
  after: Record<string, unknown>,
): Promise<void> {
  demand(actor, 'device:write');
  await transaction(async (tx) => {
    const finding = await tx.finding.findFirst({ where: { id: findingId, ...scope(actor) } });
    if (!finding) throw new Refusal('not-found');
    await tx.finding.update({ where: { id: findingId }, data });
    const { customerId, resellerId, mailboxId, kind, address, state } = finding;
    await record(tx, actor, {
      action,
      object: { type: 'finding', id: findingId, label: address },
      owner: { customerId, resellerId, mailboxId },
      before: { state },
      after: { kind, ...after },
    });
  });
}

const fresh = { closedAt: null, closedBy: null, snoozedUntil: null } as const;

/** Snoozes a finding: it is shown again after some days, if it still applies. */
export async function snoozeFinding(
  actor: Actor,
  { findingId, days }: z.infer<typeof snoozeInput>,
  now = new Date(),
): Promise<void> {
  const snoozedUntil = new Date(now.getTime() + days * 86_400_000);
  await changeFinding(
    actor,
    findingId,
    'finding.snooze',
    { ...fresh, state: 'snoozed', snoozedUntil },
    { snoozedUntil },
  );
}

/** Resolves a finding: it is shown again only if it still applies a day later. */
export async function resolveFinding(
  actor: Actor,
  { findingId, note }: z.infer<typeof resolveInput>,
  now = new Date(),
): Promise<void> {
  const data = { ...fresh, state: 'resolved', closedAt: now, closedBy: actor.name, note: note || null };
  await changeFinding(actor, findingId, 'finding.resolve', data, note ? { note } : {});
}

export async function reopenFinding(actor: Actor, { findingId }: z.infer<typeof findingInput>): Promise<void> {
  await changeFinding(actor, findingId, 'finding.reopen', { ...fresh, state: 'open' }, {});
}
