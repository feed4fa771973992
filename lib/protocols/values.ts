/** What is known of a protocol, in one place. */
interface ProtocolFacts {
  /** Dovecot's name of the service that serves it: in `doveadm who`, in the log, in a userdb's field. */
  service: string;
  /** Whether it reads a mailbox; the others send mail or edit filters. */
  reads: boolean;
  /** Whether mail programs sign in with it, by app passwords too; the panel's webmail signs in with tokens of its own. */
  clients: boolean;
}

/** The protocols in the order in which every list and chart has them. Colours and marks: components/protocols.ts. */
export const protocolFacts = {
  imap: { service: 'imap', reads: true, clients: true },
  pop3: { service: 'pop3', reads: true, clients: true },
  webmail: { service: 'imap', reads: true, clients: false },
  submission: { service: 'submission', reads: false, clients: true },
  sieve: { service: 'sieve', reads: false, clients: true },
} as const satisfies Record<string, ProtocolFacts>;

export type Protocol = keyof typeof protocolFacts;

export const protocols = Object.keys(protocolFacts) as Protocol[];

/** Those that mail programs sign in with. */
type ClientProtocol = {
  [P in Protocol]: (typeof protocolFacts)[P]['clients'] extends true ? P : never;
}[Protocol];
export const clientProtocols = protocols.filter(
  (protocol): protocol is ClientProtocol => protocolFacts[protocol].clients,
);

/** One value for each protocol. */
export function perProtocol<T>(make: (protocol: Protocol) => T): Record<Protocol, T> {
  return Object.fromEntries(protocols.map((protocol) => [protocol, make(protocol)])) as Record<Protocol, T>;
}

/** The protocols that a connection of one of Dovecot's services may be of, as `doveadm who` and the log name services. */
export function protocolsOfService(service: string): Protocol[] {
  // The list of connections calls the service of filters by its older name.
  const name = service === 'managesieve' ? 'sieve' : service;
  return protocols.filter((protocol) => protocolFacts[protocol].service === name);
}
