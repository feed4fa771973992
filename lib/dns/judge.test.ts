import { expect, it } from 'vitest';
import type { Ask } from './ask';
import { judge } from './judge';
import type { DnsRecord } from './shapes';
import { spf } from './spf';

const domain = 'a.example';
const host = 'mail.host.example';

/** Records by type and name, such as `MX a.example`. Other names do not exist. */
function world(names: Record<string, string[]>): Ask {
  return async (name, kind) => ({ values: names[`${kind} ${name}`] ?? [] });
}

const hostHere = { [`A ${host}`]: ['192.0.2.1'] };

async function verdict(record: Pick<DnsRecord, 'purpose' | 'type' | 'value'>, names: Record<string, string[]>) {
  const found = await judge({ name: domain, ...record }, { domain, host, ask: world({ ...hostHere, ...names }) });
  return [found.verdict, found.reason];
}

it.each([
  [[], 'missing', 'mx-missing'],
  [[`10 ${host}.`], 'right', null],
  [[`5 ${host}.`, '20 backup.example.'], 'right', 'mx-others'],
  [['5 other.example.', `10 ${host}.`], 'wrong', 'mx-later'],
  [['10 other.example.'], 'wrong', 'mx-elsewhere'],
  [['0 .'], 'wrong', 'mx-null'],
])('MX %j is %s', async (found, ...expected) => {
  const record = { purpose: 'receive', type: 'MX', value: `10 ${host}.` } as const;
  expect(await verdict(record, { [`MX ${domain}`]: found })).toEqual(expected);
});

it.each([
  [[], 'missing', 'spf-missing'],
  [['google-site-verification=1'], 'missing', 'spf-missing'],
  [['v=spf1 mx -all'], 'right', null],
  [['v=spf1 ip4:192.0.2.0/24 ~all'], 'right', null],
  [['v=spf1 a:mail.host.example ?all'], 'right', null],
  [['v=spf1 include:spf.host.example -all'], 'right', null],
  [['v=spf1 redirect=spf.host.example'], 'right', null],
  [['v=spf1 -all'], 'wrong', 'spf-not-us'],
  [['v=spf1 ip4:198.51.100.0/24 -all'], 'wrong', 'spf-not-us'],
  [['v=spf1 -ip4:192.0.2.1 mx -all'], 'wrong', 'spf-not-us'],
  [['v=spf1 +all'], 'wrong', 'spf-everybody'],
  [['v=spf1 mx -all', 'v=spf1 -all'], 'wrong', 'spf-many'],
  [['v=spf1 mailserver -all'], 'wrong', 'spf-broken'],
  [['v=spf1 include:loop.example -all'], 'wrong', 'spf-questions'],
])('SPF %j is %s', async (found, ...expected) => {
  const record = { purpose: 'send', type: 'TXT', value: 'v=spf1 mx -all' } as const;
  const names = {
    [`TXT ${domain}`]: found,
    [`MX ${domain}`]: [`10 ${host}.`],
    'TXT spf.host.example': ['v=spf1 ip4:192.0.2.1 -all'],
    'TXT loop.example': ['v=spf1 include:loop.example -all'],
  };
  expect(await verdict(record, names)).toEqual(expected);
});

it('an IPv6 network includes its addresses', async () => {
  const ask = world({ 'TXT a.example': ['v=spf1 ip6:2001:db8::/32 -all'] });
  expect(await spf(domain, ['2001:db8::25'], ask)).toBe('pass');
  expect(await spf(domain, ['2001:db9::25'], ask)).toBe('no');
});

it.each([
  [[], 'missing', null],
  [['v=DKIM1; k=rsa; p=MIIBabc'], 'right', null],
  [['k=rsa;p=MIIB abc'], 'right', null],
  [['v=DKIM1; p=MIIBabd'], 'wrong', 'dkim-other'],
  [['v=DKIM1; p='], 'wrong', 'dkim-revoked'],
  [['v=DKIM1; p=MIIBabc', 'v=DKIM1; p=MIIBabc'], 'wrong', 'many'],
])('DKIM %j is %s', async (found, ...expected) => {
  const record = { purpose: 'sign', type: 'TXT', value: 'v=DKIM1; k=rsa; p=MIIBabc' } as const;
  expect(await verdict(record, { [`TXT ${domain}`]: found })).toEqual(expected);
});

it.each([
  [[], 'missing', 'dmarc-missing'],
  [['v=DMARC1; p=none'], 'right', 'dmarc-none'],
  [['v=DMARC1; p=reject; rua=mailto:x@a.example'], 'right', null],
  [['v=DMARC1; p=maybe'], 'wrong', 'dmarc-broken'],
  [['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'wrong', 'many'],
])('DMARC %j is %s', async (found, ...expected) => {
  const record = { purpose: 'policy', type: 'TXT', value: 'v=DMARC1; p=none' } as const;
  expect(await verdict(record, { [`TXT ${domain}`]: found })).toEqual(expected);
});

it.each([
  [{}, 'missing', null],
  [{ 'CNAME a.example': ['panel.host.example.'] }, 'right', null],
  [{ 'A a.example': ['192.0.2.7'] }, 'right', null],
  [{ 'A a.example': ['192.0.2.8'] }, 'wrong', 'elsewhere'],
  [{ 'CNAME a.example': ['other.example.'] }, 'wrong', 'elsewhere'],
])('an alias %j is %s', async (names, ...expected) => {
  const record = { purpose: 'programs', type: 'CNAME', value: 'panel.host.example.' } as const;
  expect(await verdict(record, { 'A panel.host.example': ['192.0.2.7'], ...names })).toEqual(expected);
});

it('a service matches by its host and port, whatever its weight', async () => {
  const record = { purpose: 'programs', type: 'SRV', value: `0 1 993 ${host}.` } as const;
  expect(await verdict(record, { [`SRV ${domain}`]: [`5 50 993 ${host}.`] })).toEqual(['right', null]);
  expect(await verdict(record, { [`SRV ${domain}`]: [`0 1 143 ${host}.`] })).toEqual(['wrong', 'elsewhere']);
});

it('a failed query is neither right nor wrong', async () => {
  const ask: Ask = async () => ({ failure: 'ETIMEOUT' });
  const record = { purpose: 'receive', name: domain, type: 'MX', value: `10 ${host}.` } as const;
  expect(await judge(record, { domain, host, ask })).toMatchObject({ verdict: 'unknown', found: ['ETIMEOUT'] });
});
