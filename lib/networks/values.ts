/** IP addresses and networks in CIDR form, for the browser and the server, because browsers have no node:net. */

interface Ip {
  bits: 32 | 128;
  value: bigint;
}

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const quad = `${octet}(?:\\.${octet}){3}`;
const v4 = new RegExp(`^${quad}$`);
/** An IPv4 address at the end is the last two groups (RFC 4291, 2.2). */
const v4AtEnd = new RegExp(`(?<=:)${quad}$`);

/** IPv4 or IPv6, without a zone. */
export const isAddress = (text: string) => readIp(text) !== null;

/** Whether a text is an address, or a network in CIDR form. */
export function isNetwork(text: string): boolean {
  const [host = '', length, more] = text.split('/');
  const ip = readIp(host);
  if (!ip || more !== undefined) return false;
  return length === undefined || (/^(0|[1-9]\d{0,2})$/.test(length) && Number(length) <= ip.bits);
}

/** Whether an address is in a network in CIDR form. A plain address is a network of one. */
export function inNetwork(ip: string, network: string): boolean {
  const [host = '', length] = network.split('/');
  const one = readIp(ip);
  const other = readIp(host);
  if (!one || !other || one.bits !== other.bits) return false;
  const shift = BigInt(one.bits - Number(length ?? one.bits));
  return shift >= 0n && one.value >> shift === other.value >> shift;
}

/** The /24 or /48 of an address: a household or an office, in which a provider changes addresses. */
export function networkAround(ip: string): string {
  const read = readIp(withoutLength(ip));
  if (!read) return ip;
  return read.bits === 32 ? `${ip.split('.').slice(0, 3).join('.')}.0/24` : `${groupsOf(read, 3)}::/48`;
}

/** The identity of a host: its IPv4 address, or its /64, because an IPv6 host changes its address daily. */
export function hostNetwork(ip: string): string {
  const read = readIp(withoutLength(ip));
  return read?.bits === 128 ? `${groupsOf(read, 4)}::/64` : ip;
}

/** The /24 or /64 of an address: what a sign-in is compared with. */
export const signInNetwork = (ip: string) => (ip.includes(':') ? hostNetwork(ip) : networkAround(ip));

/** Retention truncates an address of the log to its network, which is then shown as its first address. */
const withoutLength = (ip: string) => ip.replace(/\/\d+$/, '');

function groupsOf({ value }: Ip, count: number): string {
  const groups = Array.from({ length: count }, (_, index) => (value >> BigInt(112 - index * 16)) & 0xffffn);
  return groups.map((group) => group.toString(16)).join(':');
}

function readIp(text: string): Ip | null {
  if (v4.test(text)) return { bits: 32, value: text.split('.').reduce((sum, part) => (sum << 8n) + BigInt(part), 0n) };
  const [head = '', tail, more] = text.replace(v4AtEnd, twoGroups).split('::');
  if (!text.includes(':') || more !== undefined) return null;
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const missing = 8 - left.length - right.length;
  // "::" is at least one group.
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...new Array<string>(missing).fill('0'), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { bits: 128, value: groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n) };
}

function twoGroups(quad: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = quad.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
