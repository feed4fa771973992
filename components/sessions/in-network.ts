/** Whether an address lies in a network in CIDR form; a plain address is a network of one. */
export function inNetwork(ip: string, network: string): boolean {
  const [host = '', length] = network.split('/');
  const one = toBits(ip);
  const other = toBits(host);
  if (!one || !other || one.bits !== other.bits) return false;
  const shift = BigInt(one.bits - Number(length ?? one.bits));
  return shift >= 0n && one.value >> shift === other.value >> shift;
}

/** Whether a text is an address, or a network in CIDR form. */
export function isNetwork(text: string): boolean {
  const [host = '', length, more] = text.split('/');
  const read = toBits(host);
  if (!read || more !== undefined) return false;
  return length === undefined || (/^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= read.bits);
}

/** The /24 or /48 that an address is in: what a household or an office is seen by. */
export function networkAround(ip: string): string {
  const read = toBits(ip);
  if (!read) return ip;
  if (read.bits === 32) return `${ip.split('.').slice(0, 3).join('.')}.0/24`;
  const groups = [0, 1, 2].map((index) => ((read.value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  return `${groups.join(':')}::/48`;
}

function toBits(ip: string): { bits: 32 | 128; value: bigint } | null {
  const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
  if (new RegExp(`^${octet}(\\.${octet}){3}$`).test(ip))
    return { bits: 32, value: ip.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
  if (!ip.includes(':')) return null;
  // An IPv4 address at the end stands for the last two groups (RFC 4291, 2.2).
  const plain = ip.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) => {
    const group = (high: string, low: string) => (Number(high) * 256 + Number(low)).toString(16);
    return `${group(a, b)}:${group(c, d)}`;
  });
  const [before = '', after, more] = plain.split('::');
  if (more !== undefined) return null;
  const left = before ? before.split(':') : [];
  const right = after ? after.split(':') : [];
  const zeros = after === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right];
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { bits: 128, value: groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n) };
}
