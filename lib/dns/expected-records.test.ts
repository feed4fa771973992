import { expect, it } from 'vitest';
import { expectedRecords } from './expected-records';

it('lists the records with the host, the keys and the enabled ports', () => {
  const records = expectedRecords({
    domain: 'xn--bcher-kva.example',
    proof: 'c0de',
    keys: [{ selector: 'milepost2', publicKey: 'MIIB', state: 'signing' }],
    panelHost: 'panel.host.example',
    settings: {
      host: 'mail.host.example',
      ports: {
        imap: { tls: 993, startTls: 143 },
        pop3: { tls: 995, startTls: 110 },
        submission: { tls: 465, startTls: 587 },
        sieve: { startTls: 4190 },
      },
    },
  });
  expect(records.map(({ name, type, value }) => `${name} ${type} ${value}`)).toEqual([
    '_milepost.xn--bcher-kva.example TXT milepost-domain=c0de',
    'xn--bcher-kva.example MX 10 mail.host.example.',
    'xn--bcher-kva.example TXT v=spf1 mx -all',
    'milepost2._domainkey.xn--bcher-kva.example TXT v=DKIM1; k=rsa; p=MIIB',
    '_dmarc.xn--bcher-kva.example TXT v=DMARC1; p=none; rua=mailto:postmaster@xn--bcher-kva.example',
    '_imaps._tcp.xn--bcher-kva.example SRV 0 1 993 mail.host.example.',
    '_pop3s._tcp.xn--bcher-kva.example SRV 0 1 995 mail.host.example.',
    '_submissions._tcp.xn--bcher-kva.example SRV 0 1 465 mail.host.example.',
    '_sieve._tcp.xn--bcher-kva.example SRV 0 1 4190 mail.host.example.',
    'autoconfig.xn--bcher-kva.example CNAME panel.host.example.',
    'autodiscover.xn--bcher-kva.example CNAME panel.host.example.',
    '_mta-sts.xn--bcher-kva.example TXT v=STSv1; id=1',
    'mta-sts.xn--bcher-kva.example CNAME panel.host.example.',
    '_smtp._tls.xn--bcher-kva.example TXT v=TLSRPTv1; rua=mailto:postmaster@xn--bcher-kva.example',
  ]);
});
