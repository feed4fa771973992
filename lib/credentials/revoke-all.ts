import type { Act } from '@/lib/audit';
import type { Tx } from '@/lib/db';
import { notify } from '@/lib/notices';
import type { Actor } from '@/lib/tenancy';
import { lockCredentialsOf } from './change-credentials';

interface MailboxOfChange {
  id: string;
  address: string;
  customerId: string;
  resellerId: string | null;
}

/**
 * Revokes the app passwords of a mailbox except those to keep, in the transaction of a new password: whoever knew the old
 * one may have made one of them. Returns the audit entries, which the caller writes. It also checks the
 * actor, disconnects the clients and flushes the auth cache.
 */
export async function revokeAppPasswords(
  tx: Tx,
  actor: Actor,
  { id: mailboxId, address, customerId, resellerId }: MailboxOfChange,
  keep: string[],
): Promise<Act[]> {
  await lockCredentialsOf(tx, mailboxId);
  const rows = await tx.appPassword.findMany({
    where: { mailboxId, revokedAt: null, id: { notIn: keep } },
    select: { id: true, name: true },
    orderBy: { createdAt: 'asc' },
  });
  const ids = rows.map(({ id }) => id);
  await tx.appPassword.updateMany({ where: { id: { in: ids } }, data: { revokedAt: new Date() } });
  for (const { name } of rows)
    await notify(tx, actor, { mailboxId }, { kind: 'app-password-revoked', details: { name } });
  return rows.map(({ id, name }) => ({
    action: 'app-password.revoke',
    object: { type: 'app-password', id, label: `${name} (${address})` },
    owner: { customerId, resellerId, mailboxId },
  }));
}
