import { hostNetwork, networkAround } from '@/lib/networks/values';

interface KeyedSession {
  mailboxId: string | null;
  address: string;
  protocol: string;
  clientName: string | null;
  credential: string | null;
  remoteIp: string | null;
}

/**
 * The key of the device of a session: mailbox, protocol, client, credential and network. An app password belongs to
 * one device, so it identifies the device in every network, and whatever its program calls itself after an update. With
 * the main password, client and network are part of the key. Each web sign-in has its own credential, so webmail is
 * identified by its network.
 */
export const deviceKey = (session: KeyedSession) =>
  JSON.stringify([...partsOf(session), placeOf(session, hostNetwork)]);

/** The start of the key that a device of the session has after its address was truncated (`cutKey`). */
export const cutKeyOf = (session: KeyedSession) =>
  JSON.stringify([...partsOf(session), placeOf(session, networkAround)]);

/**
 * The key of a device after its address was truncated, or null if it has none. Several devices of a network would have
 * the same one, so it ends with their id.
 */
export function cutKey(key: string, id: string): string | null {
  if (!key.endsWith('"]')) return null;
  const parts = JSON.parse(key) as string[];
  const place = parts.pop();
  return place ? `${JSON.stringify([...parts, networkAround(place)])} ${id}` : null;
}

const isOwn = ({ credential }: KeyedSession) => credential?.startsWith('ap') === true;

function partsOf(session: KeyedSession): string[] {
  const credential = session.credential?.startsWith('web') ? 'web' : (session.credential ?? '');
  const client = isOwn(session) || session.protocol === 'webmail' ? '' : (session.clientName ?? '').toLowerCase();
  return [session.mailboxId ?? session.address, session.protocol, client, credential];
}

const placeOf = (session: KeyedSession, network: (ip: string) => string) =>
  isOwn(session) || !session.remoteIp ? '' : network(session.remoteIp);
