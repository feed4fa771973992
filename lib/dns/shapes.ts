import type { ClientPorts, ClientProtocol } from '@/lib/protocols/values';

export const dnsPurposes = ['proof', 'receive', 'send', 'sign', 'policy', 'programs', 'transport'] as const;

/** A DNS record of a domain, and its purpose. Host names in values end with a dot. */
export interface DnsRecord {
  purpose: (typeof dnsPurposes)[number];
  name: string;
  type: 'MX' | 'TXT' | 'SRV' | 'CNAME';
  value: string;
  /** Mail works without it. */
  optional?: true;
  /** For a DKIM key: its state in the rotation. */
  key?: 'next' | 'signing' | 'retired';
}

export type DnsVerdict = 'right' | 'wrong' | 'missing' | 'unknown';

/** The answer of a resolver for an expected record. `reason` is a key of `domains.dnsReason`. */
export interface DnsFinding {
  name: string;
  type: DnsRecord['type'];
  value: string;
  verdict: DnsVerdict;
  reason: string | null;
  found: string[];
}

/**
 * The server settings for mail clients, which are also in the DNS: ports by protocol, with implicit TLS and with
 * STARTTLS.
 */
export interface ClientSettings {
  host: string;
  ports: Partial<Record<ClientProtocol, ClientPorts<number>>>;
}
