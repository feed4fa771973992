import { clientProtocols, entryPort, portsOf } from '@/lib/protocols/values';
import type { ClientSettings, DnsRecord } from './shapes';

export interface Wanted {
  domain: string;
  /** The secret of the verification record, until the domain is verified. */
  proof: string | null;
  keys: { selector: string; publicKey: string; state: string }[];
  settings: ClientSettings;
  /** The host of the panel, where mail clients request their settings. */
  panelHost: string;
}

/**
 * The records that the DNS of the domain should contain for receiving mail, for authentication, and for the
 * configuration of mail clients. No DNS query is made.
 */
export function expectedRecords({ domain, proof, keys, settings, panelHost }: Wanted): DnsRecord[] {
  const { host, ports } = settings;
  const service = (name: string, port: number): DnsRecord => ({
    purpose: 'programs',
    name: `${name}._tcp.${domain}`,
    type: 'SRV',
    value: `0 1 ${port} ${host}.`,
    optional: true,
  });
  const name = (label: string, purpose: DnsRecord['purpose']): DnsRecord => ({
    purpose,
    name: `${label}.${domain}`,
    type: 'CNAME',
    value: `${panelHost}.`,
    optional: true,
  });
  return [
    ...(proof
      ? [{ purpose: 'proof', name: `_milepost.${domain}`, type: 'TXT', value: proofText(proof) } as const]
      : []),
    { purpose: 'receive', name: domain, type: 'MX', value: `10 ${host}.` },
    { purpose: 'send', name: domain, type: 'TXT', value: 'v=spf1 mx -all' },
    ...keys.map(
      ({ selector, publicKey, state }): DnsRecord => ({
        purpose: 'sign',
        name: `${selector}._domainkey.${domain}`,
        type: 'TXT',
        value: `v=DKIM1; k=rsa; p=${publicKey}`,
        key: state === 'next' || state === 'retired' ? state : 'signing',
        ...(state === 'signing' ? {} : { optional: true }),
      }),
    ),
    {
      purpose: 'policy',
      name: `_dmarc.${domain}`,
      type: 'TXT',
      value: `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`,
    },
    // RFC 8314, 5.1 defines the services with implicit TLS; RFC 5804, 1.8 that of ManageSieve.
    ...clientProtocols.flatMap((protocol) => {
      const name = entryPort(portsOf(protocol));
      const port = entryPort(ports[protocol] ?? {});
      return name && port ? service(`_${name}`, port) : [];
    }),
    name('autoconfig', 'programs'),
    name('autodiscover', 'programs'),
    // RFC 8461, 3.1: the panel serves the policy itself.
    { purpose: 'transport', name: `_mta-sts.${domain}`, type: 'TXT', value: 'v=STSv1; id=1', optional: true },
    name('mta-sts', 'transport'),
    {
      purpose: 'transport',
      name: `_smtp._tls.${domain}`,
      type: 'TXT',
      value: `v=TLSRPTv1; rua=mailto:postmaster@${domain}`,
      optional: true,
    },
  ];
}

export const proofText = (proof: string) => `milepost-domain=${proof}`;
