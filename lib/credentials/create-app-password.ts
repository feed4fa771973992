import { createHash, randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { type Actor, demand } from '@/lib/tenancy';
import { changeCredentials } from './change-credentials';
import type { appPasswordInput } from './shapes';
import { refuseTooManyNetworks } from './sign-in-networks';

/** 32 unambiguous letters and digits, so that a random byte selects each one equally often. */
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Four groups of five characters: 100 bits, and short enough to type on a phone. */
function newToken(): string {
  const characters = [...randomBytes(20)].map((byte) => alphabet[byte % alphabet.length]).join('');
  return characters.match(/.{5}/g)?.join('-') ?? characters;
}

/** Returns the password, which is shown once. Only its digest is stored. */
export async function createAppPassword(
  actor: Actor,
  { mailboxId, name, protocols, networks = [], expiresAt = null }: z.input<typeof appPasswordInput>,
): Promise<{ id: string; token: string }> {
  if (actor.mailboxId !== mailboxId) demand(actor, 'mailbox:write');
  const token = newToken();
  const tokenSha256 = createHash('sha256').update(token).digest('hex');
  const { result: id } = await changeCredentials(actor, mailboxId, async (tx, mailbox) => {
    const { id } = await tx.appPassword.create({
      data: {
        mailboxId: mailbox.id,
        name,
        protocols: [...new Set(protocols)],
        networks: [...new Set(networks)],
        expiresAt,
        tokenSha256,
      },
      select: { id: true },
    });
    await refuseTooManyNetworks(tx, mailbox.address);
    return {
      action: 'app-password.create',
      object: { type: 'app-password', id, name },
      after: { name, protocols, networks, expiresAt },
      notice: { kind: 'app-password-created', details: { name } },
      // Dovecot caches a sign-in for five minutes, and an open session would not end.
      disconnect: expiresAt ? { clients: { credential: `ap${id}` }, at: new Date(expiresAt) } : null,
      result: id,
    };
  });
  return { id, token };
}
