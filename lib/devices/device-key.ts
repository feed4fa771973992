import { hostNetwork } from '@/lib/networks/values';

/**
 * The key of the device of a session: mailbox, protocol, client, credential and network. An app password belongs to
 * one device, so it identifies the device in every network, and whatever its program calls itself after an update. With
 * the main password, client and network are part of the key. Each web sign-in has its own credential, so webmail is
 * identified by its network.
 */
export function deviceKey(session: {
  mailboxId: string | null;
  address: string;
  protocol: string;
  clientName: string | null;
  credential: string | null;
  remoteIp: string | null;
}): string {
  const credential = session.credential?.startsWith('web') ? 'web' : (session.credential ?? '');
  const own = credential.startsWith('ap');
  const client = own || session.protocol === 'webmail' ? '' : (session.clientName ?? '').toLowerCase();
  return JSON.stringify([
    session.mailboxId ?? session.address,
    session.protocol,
    client,
    credential,
    own || !session.remoteIp ? '' : hostNetwork(session.remoteIp),
  ]);
}
