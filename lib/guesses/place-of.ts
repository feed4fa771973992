import { hostNetwork, networkAround } from '@/lib/networks/values';

/** Where an attempt comes from. */
export interface Place {
  ip: string;
  /** The /24 of an IPv4 address, or the /64 of an IPv6 address. */
  network: string;
  /** The /48 of an IPv6 address, because a provider gives one customer many /64s. */
  wide: string | null;
}

/** The place of an address. An IPv4 address in IPv6 notation is an IPv4 address, and the zone of an address is ignored. */
export function placeOf(address: string): Place {
  const ip = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!ip.includes(':')) return { ip, network: networkAround(ip), wide: null };
  return { ip, network: hostNetwork(ip), wide: networkAround(ip) };
}
