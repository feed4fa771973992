import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import { blockNetwork } from './block-network';
import { revokeAppPassword } from './revoke-app-password';
import type { RevokeAccessInput, RevokedAccess } from './shapes';

/** Revokes app passwords and blocks networks, before the sessions that used them are disconnected. */
export async function revokeAccess(
  actor: Actor,
  { appPasswords, networks }: RevokeAccessInput,
): Promise<RevokedAccess[]> {
  const revoked: RevokedAccess[] = [];
  for (const id of appPasswords) {
    try {
      const { name, changedAt, refusedAt } = await revokeAppPassword(actor, id);
      revoked.push({ kind: 'app-password', label: name, address: null, at: changedAt, checkedAt: refusedAt });
    } catch (error) {
      // If it was already revoked or is not in the actor's scope, the receipt shows this, and the others are still
      // revoked.
      revoked.push(notDone('app-password', id, error));
    }
  }
  for (const { mailboxId, network } of networks) {
    try {
      const block = await blockNetwork(actor, { mailboxId, network });
      const { address, at, checkedAt } = block;
      revoked.push({ kind: 'network', label: block.network, address, at, checkedAt });
    } catch (error) {
      revoked.push(notDone('network', network, error));
    }
  }
  return revoked;
}

function notDone(kind: RevokedAccess['kind'], label: string, error: unknown): RevokedAccess {
  if (!(error instanceof Refusal)) throw error;
  return { kind, label, address: null, at: null, checkedAt: null, why: error.code };
}
