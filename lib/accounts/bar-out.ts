import { Refusal } from '@/lib/errors';
import type { Actor } from '@/lib/tenancy';
import { revokeAppPassword } from './app-passwords';
import { blockNetwork } from './network-blocks';
import type { BarOut, Barred } from './shapes';

/** Keeps out what shall not come back, before its connections are ended: app passwords revoked, networks barred. */
export async function barOut(actor: Actor, { appPasswords, networks }: BarOut): Promise<Barred[]> {
  const barred: Barred[] = [];
  for (const id of appPasswords) {
    try {
      const { name, changedAt, refusedAt } = await revokeAppPassword(actor, id);
      barred.push({ kind: 'app-password', label: name, address: null, at: changedAt, checkedAt: refusedAt });
    } catch (error) {
      // Revoked by somebody else meanwhile, or not this actor's: said in the receipt, and no reason to let the rest be.
      if (!(error instanceof Refusal)) throw error;
      barred.push({ kind: 'app-password', label: id, address: null, at: null, checkedAt: null, why: error.code });
    }
  }
  for (const { mailboxId, network } of networks) {
    try {
      const done = await blockNetwork(actor, { mailboxId, network });
      barred.push({
        kind: 'network',
        label: done.network,
        address: done.address,
        at: done.at,
        checkedAt: done.checkedAt,
      });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      barred.push({ kind: 'network', label: network, address: null, at: null, checkedAt: null, why: error.code });
    }
  }
  return barred;
}
