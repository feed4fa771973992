import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses outside the public internet (IANA special-purpose registries). Our server must not connect to them. */
const specialPurpose = new BlockList();
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  specialPurpose.addSubnet(address, bits, 'ipv4');
}
/** Of IPv6, only global unicast (2000::/3) is allowed, except for tunnels and documentation addresses. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
const specialPurposeV6 = new BlockList();
for (const [address, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  specialPurposeV6.addSubnet(address, bits, 'ipv6');
}

export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !specialPurpose.check(address, 'ipv4');
  // An address with a zone ("fe80::1%eth0") is not public. IPv4-mapped addresses are not in 2000::/3.
  if (!isIPv6(address) || address.includes('%')) return false;
  return globalUnicast.check(address, 'ipv6') && !specialPurposeV6.check(address, 'ipv6');
}
