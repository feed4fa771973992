import { isIP } from 'node:net';
import { config } from '@/lib/config';

export interface RelyingParty {
  /** The name that passkeys are bound to (WebAuthn, 5.4.2, `rp.id`). */
  id: string;
  /** The origin of the page. */
  origin: string;
}

/**
 * The relying party for a page at this address: that of the panel, or also `localhost` if the panel is only reachable
 * from this machine. Null for others, and for an IP address, because a passkey is bound to a name.
 */
export function relyingParty(origin: string | null): RelyingParty | null {
  const own = new URL(config().MILEPOST_URL);
  const local = new URL(own);
  if (own.hostname.startsWith('127.')) local.hostname = 'localhost';
  const asked = [own, local].find((each) => each.origin === origin);
  if (!asked || isIP(asked.hostname.replace(/^\[|\]$/g, ''))) return null;
  return { id: asked.hostname, origin: asked.origin };
}
