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
  /** Dovecot must forget what it remembers of the mailbox. */
  access?: boolean;
  /** The clients that lose their access; Dovecot then forgets, too. */
  disconnect?: Disconnect | null;
  /** The address that it has from now on. */
  newAddress?: string;
}

/**
 * The frame of every change of one mailbox: found in the actor's scope and locked, changed, its access applied,
 * recorded. An `act` that answers null has changed nothing. Answers the mailbox as it was found.
 */
export async function withMailbox(
  actor: Actor,
  mailboxId: string,
  act: (tx: Tx, mailbox: Mailbox) => Promise<Change | null>,
): Promise<Mailbox> {
  const { mailbox, changed } = await transaction(async (tx) => {
    // No more than what an update takes: a new app password refers to this row while the removal waits for it.
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
  });
  await flushAuthCache(changed);
  return mailbox;
}
