import { BlockList, isIP } from 'node:net';
import type { Ask } from './ask';

/** RFC 7208, 4.6.4: with more lookups, receivers treat the record as an error. */
const maxQuestions = 10;

export type SpfResult = 'pass' | 'no' | 'everybody' | 'many' | 'none' | 'broken' | 'too-many' | 'unreachable';

/**
 * Whether the SPF record of a domain allows a host to send (RFC 7208). The mechanisms are evaluated in order, including
 * those of included domains. Macros and `exists` are not supported and do not match.
 */
export async function spf(domain: string, addresses: string[], ask: Ask): Promise<SpfResult> {
  let questions = 0;
  const limited = async (name: string, kind: Parameters<Ask>[1]) => {
    const answer = await ask(name, kind);
    if ('failure' in answer) throw new Stop('unreachable');
    return answer.values;
  };
  const count = () => {
    questions += 1;
    if (questions > maxQuestions) throw new Stop('too-many');
  };

  async function hosts(name: string): Promise<string[]> {
    return [...(await limited(name, 'A')), ...(await limited(name, 'AAAA'))];
  }

  async function matches(term: string, at: string): Promise<boolean> {
    const [, name = '', value = '', bits = ''] = /^([a-z0-9]+)(?::([^/]+))?((?:\/.*)?)$/i.exec(term) ?? [];
    const near = (found: string[]) => addresses.some((address) => found.some((one) => within(address, one + bits)));
    switch (name.toLowerCase()) {
      case 'all':
        return true;
      case 'ip4':
      case 'ip6': {
        const range = term.slice(4);
        return addresses.some((address) => within(address, range));
      }
      case 'a':
        count();
        return near(await hosts(value || at));
      case 'mx': {
        count();
        const names = (await limited(value || at, 'MX')).map((row) => row.split(' ')[1]?.replace(/\.$/, '') ?? '');
        for (const one of names.slice(0, 10)) if (near(await hosts(one))) return true;
        return false;
      }
      case 'include':
        count();
        return (await check(value)) === 'pass';
      case 'exists':
      case 'ptr':
        count();
        return false;
      default:
        throw new Stop('broken');
    }
  }

  async function check(at: string): Promise<SpfResult> {
    const records = (await limited(at, 'TXT')).filter((text) => /^v=spf1(?: |$)/i.test(text));
    const [record] = records;
    if (!record) return 'none';
    if (records.length > 1) return 'many';
    const terms = record.split(/ +/).slice(1).filter(Boolean);
    for (const term of terms) {
      if (/^[a-z][a-z0-9_.-]*=/i.test(term)) continue;
      const [, sign = '', rest = ''] = /^([+?~-]?)(.*)$/.exec(term) ?? [];
      if (!(await matches(rest, at))) continue;
      const positive = sign === '' || sign === '+';
      if (/^all$/i.test(rest)) return positive ? 'everybody' : 'no';
      return positive ? 'pass' : 'no';
    }
    const redirect = terms.map((term) => /^redirect=(.+)$/i.exec(term)?.[1]).find(Boolean);
    if (!redirect) return 'no';
    count();
    return check(redirect);
  }

  try {
    return await check(domain);
  } catch (error) {
    if (error instanceof Stop) return error.result;
    throw error;
  }
}

class Stop extends Error {
  constructor(readonly result: SpfResult) {
    super(result);
  }
}

/** An address, or a network with its prefix length. */
function within(address: string, range: string): boolean {
  const [network = '', bits] = range.split('/');
  const family = isIP(network);
  if (family === 0 || family !== isIP(address)) return false;
  const length = bits === undefined || bits === '' ? (family === 4 ? 32 : 128) : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6');
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
