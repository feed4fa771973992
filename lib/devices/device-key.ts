/**
 * The device a session belongs to: mailbox, protocol, client, credential and network. An app password is made for one
 * device, which it tells wherever that roams; the main password tells nothing, so there the network has to. Each web
 * sign-in has a credential of its own, so webmail is told by its network alone. An IPv6 host changes its address daily, so
 * its /64 stands for it.
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
    credential.startsWith('ap') ? '' : host(session.remoteIp),
  ]);
}

function host(ip: string | null): string {
  return ip?.includes(':') ? `${groupsOf(ip, 4)}::/64` : (ip ?? '');
}

/** The network that an address is in, as far as a provider moves it about: IPv4 /24, IPv6 /48. */
export function networkOf(ip: string): string {
  return ip.includes(':') ? `${groupsOf(ip, 3)}::/48` : `${ip.split('.').slice(0, 3).join('.')}.0/24`;
}

function groupsOf(ip: string, many: number): string {
  const [head = '', tail] = ip.toLowerCase().split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(gap).fill('0'), ...right];
  return groups
    .slice(0, many)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
