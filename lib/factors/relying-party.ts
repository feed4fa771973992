import { isIP } from 'node:net';
import { config } from '@/lib/config';

export interface RelyingParty {
  /** The name that passkeys are bound to (WebAuthn, 5.4.2, `rp.id`). */
  id: string;
  /** The address of the page that asks. */
  origin: string;
}

/**
 * What a browser at this address may make passkeys for: the panel's own address, or on a panel that only this machine
 * reaches also `localhost`. Null for others, and for an address without a name, since a passkey belongs to a name.
 */
export function relyingParty(origin: string | null): RelyingParty | null {
  const own = new URL(config().MILEPOST_URL);
  const local = new URL(own);
  if (own.hostname.startsWith('127.')) local.hostname = 'localhost';
  const asked = [own, local].find((each) => each.origin === origin);
  if (!asked || isIP(asked.hostname.replace(/^\[|\]$/g, ''))) return null;
  return { id: asked.hostname, origin: asked.origin };
}
