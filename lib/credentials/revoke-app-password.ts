import { disconnectClients } from '@/lib/access';
import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import { changeCredentials } from './change-credentials';
import type { RevocationReceipt } from './shapes';
import { signsInBy } from './sign-in-networks';

/** Longer than disconnecting takes, which the receipt reports. */
const jobDelayMs = 5_000;

/**
 * Revokes an app password: the next sign-in with it is refused, and its sessions end. Each step is done here and
 * checked for the receipt. The job repeats the steps as soon as the node is reachable.
 */
export async function revokeAppPassword(actor: Actor, appPasswordId: string): Promise<RevocationReceipt> {
  const credential = `ap${appPasswordId}`;
  const valid = { id: appPasswordId, revokedAt: null };
  const row = await db().appPassword.findFirst({ where: valid, omit: { tokenSha256: false } });
  if (!row) throw new Refusal('not-found');
  const { name, tokenSha256 } = row;
  const { mailbox, result, flushed } = await changeCredentials(actor, row.mailboxId, async (tx) => {
    const revokedAt = new Date();
    const { count } = await tx.appPassword.updateMany({ where: valid, data: { revokedAt } });
    if (count === 0) throw new Refusal('not-found');
    return {
      action: 'app-password.revoke',
      object: { type: 'app-password', id: row.id, name },
      notice: { kind: 'app-password-revoked', details: { name }, onlyOfOthers: true },
      // Clients are disconnected below and counted for the receipt. The job is for an unreachable node.
      disconnect: { clients: { credential }, at: new Date(Date.now() + jobDelayMs) },
      result: revokedAt,
    };
  });
  const now = () => new Date().toISOString();
  const flushedAt = flushed ? now() : null;
  const { disconnected, left } = await disconnectClients(mailbox, { credential }).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return { disconnected: 0, left: null };
  });
  const endedAt = left === 0 ? now() : null;
  const refused = !(await signsInBy(mailbox.address, tokenSha256));
  return {
    name,
    changedAt: result.toISOString(),
    flushedAt,
    ended: disconnected,
    left: left ?? 0,
    endedAt,
    refusedAt: refused && flushedAt ? now() : null,
  };
}
