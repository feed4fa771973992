/** What is known of a protocol, in one place. */
interface ProtocolFacts {
  /** Dovecot's name of the service that serves it: in `doveadm who`, in the log, in a userdb's field. */
  service: string;
  /** Whether it reads a mailbox; the others send mail or edit filters. */
  reads: boolean;
  /** Whether mail programs sign in with it, by app passwords too; the panel's webmail signs in with tokens of its own. */
  clients: boolean;
  /**
   * Where mail programs connect: the names of the port with TLS from the first byte and of the one with STARTTLS. They
   * are IANA's names of the services, which SRV records use too (RFC 8314, 5.1; RFC 5804, 1.8).
   */
  ports?: { tls?: string; startTls?: string };
  /** What the settings that mail programs and Outlook fetch call it; without it they do not know it. */
  settingsType?: string;
}

/** The protocols in the order in which every list and chart has them. Colours and marks: components/protocols.ts. */
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

/** Those that mail programs sign in with. */
export type ClientProtocol = {
  [P in Protocol]: Declared[P]['clients'] extends true ? P : never;
}[Protocol];
export const clientProtocols = protocols.filter(
  (protocol): protocol is ClientProtocol => protocolFacts[protocol].clients,
);

/** Dovecot's services that mail programs sign in to. */
export const clientServices = clientProtocols.map((protocol) => protocolFacts[protocol].service);

type PortsOf<P> = P extends { ports: infer Names } ? Names[keyof Names] : never;
/** Names of the ports that mail programs connect to. */
export type ClientPort = PortsOf<Declared[Protocol]>;

/** One value for each kind of port that a protocol has. */
export interface ClientPorts<T> {
  tls?: T;
  startTls?: T;
}

/** The names of a protocol's ports; none for one that mail programs do not connect to. */
export function portsOf(protocol: Protocol): ClientPorts<ClientPort> {
  const facts = protocolFacts[protocol];
  return 'ports' in facts ? facts.ports : {};
}

export const clientPorts = protocols.flatMap((protocol) => {
  const { tls, startTls } = portsOf(protocol);
  return [startTls ?? [], tls ?? []].flat();
});

/** The port to enter: the one with TLS from the first byte, where there is one. */
export function entryPort<T>({ tls, startTls }: ClientPorts<T>): T | undefined {
  return tls ?? startTls;
}

/** What the settings that mail programs fetch call it; null for one that they do not know. */
export function settingsTypeOf(protocol: Protocol): string | null {
  const facts = protocolFacts[protocol];
  return 'settingsType' in facts ? facts.settingsType : null;
}

/** One value for each protocol. */
export function perProtocol<T>(make: (protocol: Protocol) => T): Record<Protocol, T> {
  return Object.fromEntries(protocols.map((protocol) => [protocol, make(protocol)])) as Record<Protocol, T>;
}

/** Which protocols are on: a list, as tables hold it, as one switch for each, as forms and rows of pages have it. */
export function switchesOf(on: readonly Protocol[]): Record<Protocol, boolean> {
  return perProtocol((protocol) => on.includes(protocol));
}

/** The same the other way round, in the order of the protocols; what is left out is off. */
export function switchedOn(switches: Readonly<Partial<Record<Protocol, boolean>>>): Protocol[] {
  return protocols.filter((protocol) => switches[protocol]);
}

/** The protocols that a connection of one of Dovecot's services may be of, as `doveadm who` and the log name services. */
export function protocolsOfService(service: string): Protocol[] {
  // The list of connections calls the service of filters by its older name.
  const name = service === 'managesieve' ? 'sieve' : service;
  return protocols.filter((protocol) => protocolFacts[protocol].service === name);
}
