/** The facts about a protocol. */
interface ProtocolFacts {
  /** The name of its Dovecot service in `doveadm who`, in the log, and in fields of the userdb. */
  service: string;
  /** Whether it reads a mailbox; the others send mail or edit filters. */
  reads: boolean;
  /** Whether mail clients sign in with it, also with app passwords. Webmail signs in with its own tokens. */
  clients: boolean;
  /**
   * The names of its port with implicit TLS and its port with STARTTLS. They are the service names of IANA, which SRV
   * records also use (RFC 8314, 5.1; RFC 5804, 1.8).
   */
  ports?: { tls?: string; startTls?: string };
  /** Its name in the settings for mail clients and Outlook. Without it, these do not support the protocol. */
  settingsType?: string;
}

/** The protocols in the order of every list and chart. Colours and marks: components/protocols.ts. */
export const protocolFacts = {
  imap: {
    service: 'imap',
    reads: true,
    clients: true,
    ports: { tls: 'imaps', startTls: 'imap' },
    settingsType: 'imap',
  },
  pop3: {
    service: 'pop3',
    reads: true,
    clients: true,
    ports: { tls: 'pop3s', startTls: 'pop3' },
    settingsType: 'pop3',
  },
  webmail: { service: 'imap', reads: true, clients: false },
  submission: {
    service: 'submission',
    reads: false,
    clients: true,
    ports: { tls: 'submissions', startTls: 'submission' },
    settingsType: 'smtp',
  },
  sieve: { service: 'sieve', reads: false, clients: true, ports: { startTls: 'sieve' } },
} as const satisfies Record<string, ProtocolFacts>;

type Declared = typeof protocolFacts;
export type Protocol = keyof Declared;

export const protocols = Object.keys(protocolFacts) as Protocol[];

/** The protocols that mail clients sign in with. */
export type ClientProtocol = {
  [P in Protocol]: Declared[P]['clients'] extends true ? P : never;
}[Protocol];
export const clientProtocols = protocols.filter(
  (protocol): protocol is ClientProtocol => protocolFacts[protocol].clients,
);

/** The Dovecot services that mail clients sign in to. */
export const clientServices = clientProtocols.map((protocol) => protocolFacts[protocol].service);

type PortsOf<P> = P extends { ports: infer Names } ? Names[keyof Names] : never;
/** The names of the ports that mail clients connect to. */
export type ClientPort = PortsOf<Declared[Protocol]>;

/** One value for each kind of port of a protocol. */
export interface ClientPorts<T> {
  tls?: T;
  startTls?: T;
}

/** The names of the ports of a protocol; none if mail clients do not connect to it. */
export function portsOf(protocol: Protocol): ClientPorts<ClientPort> {
  const facts = protocolFacts[protocol];
  return 'ports' in facts ? facts.ports : {};
}

export const clientPorts = protocols.flatMap((protocol) => {
  const { tls, startTls } = portsOf(protocol);
  return [startTls ?? [], tls ?? []].flat();
});

/** The port to enter: the one with implicit TLS, if there is one. */
export function entryPort<T>({ tls, startTls }: ClientPorts<T>): T | undefined {
  return tls ?? startTls;
}

/** Its name in the settings for mail clients; null if these do not support it. */
export function settingsTypeOf(protocol: Protocol): string | null {
  const facts = protocolFacts[protocol];
  return 'settingsType' in facts ? facts.settingsType : null;
}

/** One value for each protocol. */
export function perProtocol<T>(make: (protocol: Protocol) => T): Record<Protocol, T> {
  return Object.fromEntries(protocols.map((protocol) => [protocol, make(protocol)])) as Record<Protocol, T>;
}

/** Converts a list of enabled protocols, as in tables, to one switch for each, as in forms and rows of pages. */
export function switchesOf(on: readonly Protocol[]): Record<Protocol, boolean> {
  return perProtocol((protocol) => on.includes(protocol));
}

/** The reverse, in the order of the protocols. A missing switch is off. */
export function switchedOn(switches: Readonly<Partial<Record<Protocol, boolean>>>): Protocol[] {
  return protocols.filter((protocol) => switches[protocol]);
}

/** The possible protocols of a connection to a Dovecot service, with its name in `doveadm who` or in the log. */
export function protocolsOfService(service: string): Protocol[] {
  // The list of connections has an older name for the ManageSieve service.
  const name = service === 'managesieve' ? 'sieve' : service;
  return protocols.filter((protocol) => protocolFacts[protocol].service === name);
}
