import { readFileSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import path from 'node:path';
import { type CountryResponse, Reader } from 'mmdb-lib';

/**
 * The countries of networks from the registries and routing tables (CC0), in a file of the package. An address is
 * looked up on the host and never sent elsewhere. The country is where the network is registered.
 */
const file = 'node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** Private networks. */
const local = blocks(
  '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 127.0.0.0/8 169.254.0.0/16 100.64.0.0/10 ::1/128 fc00::/7 fe80::/10',
);
/** Documentation addresses (RFC 5737, RFC 3849). Registries list a country for some of them. */
const nowhere = blocks('192.0.2.0/24 198.51.100.0/24 203.0.113.0/24 2001:db8::/32');

let table: Reader<CountryResponse & { country_code?: string }> | null | undefined;

/** The country as two letters (ISO 3166), `local` for a private network, or null if unknown. */
export function placeOf(address: string | null): string | null {
  // For a truncated address, the first address of its network is looked up.
  const ip = address?.replace(/\/\d+$/, '') ?? '';
  const family = isIP(ip);
  if (family === 0) return null;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  if (local.check(ip, kind)) return 'local';
  if (nowhere.check(ip, kind)) return null;
  table ??= open();
  const code = table?.get(ip)?.country_code;
  return code && /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? code : null;
}

/** Read at first use. Without the file, all places are unknown. */
function open(): typeof table {
  try {
    return new Reader(readFileSync(path.join(process.cwd(), file)));
  } catch {
    return null;
  }
}

function blocks(networks: string): BlockList {
  const list = new BlockList();
  for (const network of networks.split(' ')) {
    const [host = '', length] = network.split('/');
    list.addSubnet(host, Number(length), host.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
