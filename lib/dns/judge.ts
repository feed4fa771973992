import type { Answer, Ask } from './ask';
import type { DnsFinding, DnsRecord, DnsVerdict } from './shapes';
import { type SpfResult, spf } from './spf';

type Judged = Pick<DnsFinding, 'verdict' | 'reason' | 'found'>;

interface Asked {
  domain: string;
  /** The host that sends its mail. */
  host: string;
  ask: Ask;
}

/** Queries an expected record and checks whether the answer has the same effect. The text need not be identical. */
export async function judge(record: DnsRecord, asked: Asked): Promise<DnsFinding> {
  const { name, type, value } = record;
  return { name, type, value, ...(await judgeBy(record, asked)) };
}

async function judgeBy(record: DnsRecord, asked: Asked): Promise<Judged> {
  const { name, type, value } = record;
  const { ask } = asked;
  const answer = await ask(name, type);
  if ('failure' in answer) return { verdict: 'unknown', reason: 'unreachable', found: [answer.failure] };
  if (type === 'MX') return mx(answer.values, value);
  if (type === 'SRV') return srv(answer.values, value);
  if (type === 'CNAME') return cname(answer.values, name, value, ask);
  if (record.purpose === 'send') return sending(answer.values, value, asked);
  return text(record, answer.values);
}

const say = (verdict: DnsVerdict, reason: string | null, found: string[]): Judged => ({ verdict, reason, found });
const hostOf = (value: string) => value.split(' ').at(-1) ?? '';

function mx(found: string[], value: string): Judged {
  const ours = hostOf(value);
  if (found.length === 0) return say('missing', 'mx-missing', found);
  // RFC 7505: a single dot means that the domain accepts no mail.
  if (found.every((row) => hostOf(row) === '.')) return say('wrong', 'mx-null', found);
  const at = found.findIndex((row) => hostOf(row) === ours);
  if (at < 0) return say('wrong', 'mx-elsewhere', found);
  const first = Number.parseInt(found[0] ?? '', 10);
  if (Number.parseInt(found[at] ?? '', 10) > first) return say('wrong', 'mx-later', found);
  return say('right', found.some((row) => hostOf(row) !== ours) ? 'mx-others' : null, found);
}

function srv(found: string[], value: string): Judged {
  if (found.length === 0) return say('missing', null, found);
  const wanted = value.split(' ').slice(2).join(' ');
  const right = found.some((row) => row.split(' ').slice(2).join(' ') === wanted);
  return right ? say('right', null, found) : say('wrong', 'elsewhere', found);
}

/** A name with the same addresses is as good as an alias. */
async function cname(found: string[], name: string, value: string, ask: Ask): Promise<Judged> {
  if (found.includes(value)) return say('right', null, found);
  const host = value.replace(/\.$/, '');
  const [there, ours] = await Promise.all([addressesOf(name, ask), addressesOf(host, ask)]);
  if (there.length === 0) return found.length > 0 ? say('wrong', 'elsewhere', found) : say('missing', null, found);
  if (there.some((address) => ours.includes(address))) return say('right', null, found.length > 0 ? found : there);
  return say('wrong', 'elsewhere', found.length > 0 ? found : there);
}

async function addressesOf(host: string, ask: Ask): Promise<string[]> {
  const values = (answer: Answer) => ('values' in answer ? answer.values : []);
  return [...values(await ask(host, 'A')), ...values(await ask(host, 'AAAA'))];
}

const spfReasons: Record<SpfResult, [DnsVerdict, string | null]> = {
  pass: ['right', null],
  no: ['wrong', 'spf-not-us'],
  everybody: ['wrong', 'spf-everybody'],
  many: ['wrong', 'spf-many'],
  none: ['missing', 'spf-missing'],
  broken: ['wrong', 'spf-broken'],
  'too-many': ['wrong', 'spf-questions'],
  unreachable: ['unknown', 'unreachable'],
};

async function sending(texts: string[], value: string, { domain, host, ask }: Asked): Promise<Judged> {
  const found = texts.filter((one) => /^v=spf1(?: |$)/i.test(one));
  if (found.length > 1) return say('wrong', 'spf-many', found);
  if (found.length === 0) return say('missing', 'spf-missing', found);
  const ours = await addressesOf(host, ask);
  // The host has no address yet, so only the text can be compared.
  if (ours.length === 0) return found[0] === value ? say('right', null, found) : say('unknown', 'spf-no-host', found);
  const [verdict, reason] = spfReasons[await spf(domain, ours, ask)];
  return say(verdict, reason, found);
}

/** Parses `v=DKIM1; p=…` to its tags (RFC 6376, 3.2; RFC 7489, 6.3). */
function tagsOf(text: string): Map<string, string> {
  const pairs = text.split(';').flatMap((part) => {
    const [name = '', ...rest] = part.split('=');
    return rest.length > 0 ? [[name.trim().toLowerCase(), rest.join('=').replace(/\s+/g, '')] as const] : [];
  });
  return new Map(pairs);
}

function text({ purpose, value }: DnsRecord, texts: string[]): Judged {
  if (purpose === 'proof') {
    const found = texts.filter((one) => one.startsWith('milepost-domain='));
    if (found.includes(value)) return say('right', null, found);
    return found.length > 0 ? say('wrong', 'proof-other', found) : say('missing', null, found);
  }
  const wanted = tagsOf(value);
  const version = wanted.get('v') ?? '';
  // A key needs no version (RFC 6376, 3.6.1); the others start with it.
  const found = texts.filter((one) => (purpose === 'sign' ? tagsOf(one).has('p') : one.startsWith(`v=${version}`)));
  const [first] = found;
  if (first === undefined)
    return say('missing', purpose === 'policy' ? 'dmarc-missing' : null, texts.length > 5 ? [] : texts);
  if (found.length > 1) return say('wrong', 'many', found);
  const tags = tagsOf(first);
  if (purpose === 'sign') {
    if (tags.get('p') === '') return say('wrong', 'dkim-revoked', found);
    return tags.get('p') === wanted.get('p') ? say('right', null, found) : say('wrong', 'dkim-other', found);
  }
  if (purpose === 'policy') {
    const policy = tags.get('p')?.toLowerCase();
    if (policy === 'none') return say('right', 'dmarc-none', found);
    return policy === 'quarantine' || policy === 'reject'
      ? say('right', null, found)
      : say('wrong', 'dmarc-broken', found);
  }
  const needed = version === 'STSv1' ? 'id' : 'rua';
  return tags.get(needed) ? say('right', null, found) : say('wrong', 'incomplete', found);
}
