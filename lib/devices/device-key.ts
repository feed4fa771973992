import { hostNetwork } from '@/lib/networks/values';

/**
 * The device a session belongs to: mailbox, protocol, client, credential and network. An app password is made for one
 * device and identifies it wherever it roams; the main password does not, so there the network has to. Each web sign-in
 * has a credential of its own, so webmail is identified by its network alone.
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
  const client = session.protocol === 'webmail' ? '' : (session.clientName ?? '').toLowerCase();
  return JSON.stringify([
    session.mailboxId ?? session.address,
    session.protocol,
    client,
    credential,
    credential.startsWith('ap') || !session.remoteIp ? '' : hostNetwork(session.remoteIp),
  ]);
}
