import type { ClientPorts, ClientProtocol } from '@/lib/protocols/values';

export const dnsPurposes = ['proof', 'receive', 'send', 'sign', 'policy', 'programs', 'transport'] as const;

/** One line of a domain's DNS, and what it is for. Host names in values end with a dot. */
export interface DnsRecord {
  purpose: (typeof dnsPurposes)[number];
  name: string;
  type: 'MX' | 'TXT' | 'SRV' | 'CNAME';
  value: string;
  /** Mail goes its way without it. */
  optional?: true;
  /** Of a signing key: its place in the change from one key to the next. */
  key?: 'next' | 'signing' | 'retired';
}

export type DnsVerdict = 'right' | 'wrong' | 'missing' | 'unknown';

/** What a resolver answered for a wanted record. `reason` is a key of `domains.dnsReason`. */
export interface DnsFinding {
  name: string;
  type: DnsRecord['type'];
  value: string;
  verdict: DnsVerdict;
  reason: string | null;
  found: string[];
}

/** What mail programs enter, and DNS says of it: ports by protocol, with TLS from the first byte and with STARTTLS. */
export interface ClientSettings {
  host: string;
  ports: Partial<Record<ClientProtocol, ClientPorts<number>>>;
}
