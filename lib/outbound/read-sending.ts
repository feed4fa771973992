import { db } from '@/lib/db';
import { type Actor, demand, mailboxScope, tenantScope } from '@/lib/tenancy';
import { usedOf } from './decide';
import { liftFor } from './lift-suspension';
import type { OwnLimits, Sending } from './shapes';
import { readAccounts } from './store';

/** What a mailbox in the actor's scope has sent, of how much, and whether it may send. Null if there is none. */
export async function readSending(actor: Actor, mailboxId: string, now = new Date()): Promise<Sending | null> {
  if (actor.mailboxId !== mailboxId) demand(actor, 'mailbox:read');
  const mailbox = await db().mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (!mailbox) return null;
  const [accounts, own, suspension] = await Promise.all([
    readAccounts(mailbox, now),
    readOwnLimits(mailboxId),
    db().sendingSuspension.findFirst({ where: { mailboxId, liftedAt: null } }),
  ]);
  const account = accounts.find(({ level }) => level === 'mailbox');
  if (!account) return null;
  const { limits, slots } = account;
  return {
    hour: { used: usedOf(slots, 'hour', now), limit: limits.hour },
    day: { used: usedOf(slots, 'day', now), limit: limits.day },
    own,
    suspension: suspension && {
      at: suspension.at.toISOString(),
      messages: suspension.messages,
      recipients: suspension.recipients,
      seconds: suspension.seconds,
      network: suspension.network,
      lift: await liftFor(db(), actor, suspension, now),
    },
  };
}

async function readOwnLimits(ownerId: string): Promise<OwnLimits> {
  const row = await db().outboundLimit.findUnique({ where: { ownerId } });
  return { perHour: row?.perHour ?? null, perDay: row?.perDay ?? null };
}

/** The limits that were set for a tenant in the actor's scope. Null if there is none. */
export async function readTenantLimits(actor: Actor, tenantId: string): Promise<OwnLimits | null> {
  demand(actor, 'tenant:read');
  const tenant = await db().tenantDirectory.findFirst({ where: { AND: [{ id: tenantId }, tenantScope(actor)] } });
  return tenant && readOwnLimits(tenantId);
}
