import { type Disconnect, enqueueAccessChange, flushAuthCache } from '@/lib/access';
import { type AuditAction, record } from '@/lib/audit';
import { lockUntilCommit, type Prisma, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { isSomebodyElse, notify } from '@/lib/notices';
import type { NoticeDetails, NoticeKind } from '@/lib/notices/shapes';
import { type Actor, demand, mailboxScope } from '@/lib/tenancy';

export type Mailbox = Prisma.MailboxDirectoryGetPayload<object>;

/** A notice for the owner of the mailbox. */
interface Notice {
  kind: NoticeKind;
  details?: NoticeDetails;
  /** The owner knows of a change of their own. */
  onlyOfOthers?: boolean;
}

interface Change<T> {
  action: AuditAction;
  object: { type: string; id: string; name: string };
  after?: Record<string, unknown>;
  notice?: Notice;
  /** Clients to disconnect at a later instant. */
  disconnect?: { clients: Disconnect; at: Date } | null;
  result: T;
}

/** Locks the mailbox, so that its credentials are not changed while it is removed. */
export function lockCredentialsOf(tx: Tx, mailboxId: string): Promise<void> {
  return lockUntilCommit(tx, 'milepost.credentials', mailboxId);
}

/**
 * Runs a change of a mailbox's credentials: finds and locks the mailbox in the actor's scope, changes it, applies the
 * access and records the change. Owners may change their own. If `act` changes nothing, only its result is returned.
 */
export async function changeCredentials<T>(
  actor: Actor,
  mailboxId: string,
  act: (tx: Tx, mailbox: Mailbox) => Promise<Change<T> | { result: T }>,
): Promise<{ mailbox: Mailbox; result: T; flushed: boolean }> {
  const { mailbox, result } = await transaction(async (tx) => {
    await lockCredentialsOf(tx, mailboxId);
    const mailbox = await tx.mailboxDirectory.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
    if (!mailbox) throw new Refusal('not-found');
    if (actor.mailboxId !== mailbox.id) demand(actor, 'mailbox:write');
    const change = await act(tx, mailbox);
    if (!('action' in change)) return { mailbox, result: change.result };
    const { action, object, after, notice, disconnect, result } = change;
    await enqueueAccessChange(tx, [mailbox]);
    if (disconnect) await enqueueAccessChange(tx, [mailbox], { disconnect: disconnect.clients, at: disconnect.at });
    if (notice && !(notice.onlyOfOthers && !isSomebodyElse(actor, { mailboxId })))
      await notify(tx, actor, { mailboxId }, notice);
    await record(tx, actor, {
      action,
      object: { type: object.type, id: object.id, label: `${object.name} (${mailbox.address})` },
      owner: { customerId: mailbox.customerId, resellerId: mailbox.resellerId, mailboxId: mailbox.id },
      ...(after ? { after } : {}),
    });
    return { mailbox, result };
  });
  return { mailbox, result, flushed: await flushAuthCache([mailbox]) };
}
