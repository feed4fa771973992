import type { z } from 'zod';
import { Refusal } from '@/lib/errors';
import { type Actor, demand } from '@/lib/tenancy';
import type { suspendInput } from './shapes';
import { withMailbox } from './with-mailbox';

/** Nobody signs in and nothing is sent; mail still arrives. */
export async function suspendMailbox(actor: Actor, { mailboxId, reason }: z.infer<typeof suspendInput>): Promise<void> {
  demand(actor, 'mailbox:write');
  await withMailbox(actor, mailboxId, async (_, mailbox) => {
    if (mailbox.suspendedAt) throw new Refusal('conflict', { reason: 'already-suspended' });
    const data = { suspendedAt: new Date(), suspendReason: reason };
    return { action: 'mailbox.suspend', data, after: { reason }, disconnect: 'all' };
  });
}

export async function resumeMailbox(actor: Actor, mailboxId: string): Promise<void> {
  demand(actor, 'mailbox:write');
  await withMailbox(actor, mailboxId, async (_, mailbox) => {
    if (!mailbox.suspendedAt) throw new Refusal('conflict', { reason: 'not-suspended' });
    const data = { suspendedAt: null, suspendReason: null };
    return { action: 'mailbox.lift-suspension', data, before: { reason: mailbox.suspendReason }, access: true };
  });
}
