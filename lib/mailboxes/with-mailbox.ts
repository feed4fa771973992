import { type Disconnect, enqueueAccessChange, flushAuthCache } from '@/lib/access';
import { type AuditAction, record } from '@/lib/audit';
import { type Prisma, queries, runIn, type Tx, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { type Actor, mailboxScope } from '@/lib/tenancy';

type Mailbox = Omit<Prisma.MailboxGetPayload<object>, 'passwordHash'>;

interface Change {
  action: AuditAction;
  /** What the row has from now on, where `act` has not written it itself. */
  data?: Prisma.MailboxUncheckedUpdateInput;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  /** Dovecot must flush the auth cache of the mailbox. */
  access?: boolean;
  /** The clients that lose their access. The auth cache is flushed, too. */
  disconnect?: Disconnect | null;
  /** Its new address. */
  newAddress?: string;
}

type Act = (tx: Tx, mailbox: Mailbox) => Promise<Change | null>;

/** Mailboxes whose auth cache is to be flushed after the commit. */
export type Changed = { address: string; node: string }[];

/**
 * Runs a change of a mailbox: finds and locks it in the actor's scope, changes it, applies the access, and records the
 * change. If `act` returns null, nothing changed. Returns the mailbox as it was before.
 */
export async function withMailbox(actor: Actor, mailboxId: string, act: Act): Promise<Mailbox> {
  const { mailbox, changed } = await transaction((tx) => changeInTransaction(tx, actor, mailboxId, act));
  await flushAuthCache(changed);
  return mailbox;
}

/** The same as a part of another transaction. Its caller flushes the auth cache of `changed` after the commit. */
export async function changeInTransaction(
  tx: Tx,
  actor: Actor,
  mailboxId: string,
  act: Act,
): Promise<{ mailbox: Mailbox; changed: Changed }> {
  // The same lock as an update, because a new app password refers to this row while a removal waits for it.
  await runIn(tx, queries().selectFrom('Mailbox').select('id').where('id', '=', mailboxId).forNoKeyUpdate());
  const mailbox = await tx.mailbox.findFirst({ where: { AND: [{ id: mailboxId }, mailboxScope(actor)] } });
  if (!mailbox) throw new Refusal('not-found');
  const change = await act(tx, mailbox);
  if (!change) return { mailbox, changed: [] };
  const { data, access = false, disconnect = null, newAddress, ...entry } = change;
  if (data) await tx.mailbox.update({ where: { id: mailbox.id }, data, select: { id: true } });
  const changed = access || disconnect ? [mailbox] : [];
  await enqueueAccessChange(tx, changed, { disconnect });
  const renamed = newAddress ? [{ address: newAddress, node: mailbox.node }] : [];
  await enqueueAccessChange(tx, renamed);
  await record(tx, actor, {
    ...entry,
    object: { type: 'mailbox', id: mailbox.id, label: newAddress ?? mailbox.address },
    owner: { customerId: mailbox.customerId, resellerId: mailbox.resellerId, mailboxId: mailbox.id },
  });
  return { mailbox, changed: [...changed, ...renamed] };
}
