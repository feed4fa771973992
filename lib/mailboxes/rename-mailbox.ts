import type { z } from 'zod';
import { domainOf } from '@/lib/addresses/values';
import { moveAliases } from '@/lib/aliases';
import { refuseAddressOfOthers } from '@/lib/claims';
import { isTaken } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { notify } from '@/lib/notices';
import { type Actor, demand } from '@/lib/tenancy';
import type { renameInput } from './shapes';
import { withMailbox } from './with-mailbox';

/**
 * Changes the local part of a mailbox. Its mail is stored under its id and is not moved. With `keepAlias`, mail to the
 * old address still arrives. Clients must sign in with the new address, so they are disconnected.
 */
export async function renameMailbox(
  actor: Actor,
  { mailboxId, localPart, keepAlias }: z.infer<typeof renameInput>,
): Promise<{ address: string }> {
  demand(actor, 'mailbox:write');
  const renamed = (address: string) => `${localPart}@${domainOf(address)}`;
  try {
    const { address } = await withMailbox(actor, mailboxId, async (tx, mailbox) => {
      const before = mailbox.address;
      const after = renamed(before);
      if (after === before) return null;
      await refuseAddressOfOthers(tx, mailbox, after);
      if (!(await moveAliases(tx, mailbox, { before, after, keepAlias })))
        throw new Refusal('taken', { field: 'localPart', name: after });
      await notify(tx, actor, { mailboxId }, { kind: 'address-changed', details: { before, after } });
      return {
        action: 'mailbox.address',
        data: { localPart, address: after },
        before: { address: before },
        after: { address: after, keepAlias },
        disconnect: 'all',
        newAddress: after,
      };
    });
    return { address: renamed(address) };
  } catch (error) {
    if (isTaken(error)) throw new Refusal('taken', { field: 'localPart', name: localPart });
    throw error;
  }
}
