import { sql } from '@/lib/db';

/** An inet column that is still a single host. */
export function wholeAddress(column: string) {
  const address = sql.ref(column);
  return sql<boolean>`masklen(${address}) = CASE family(${address}) WHEN 4 THEN 32 ELSE 128 END`;
}

/** The same truncated to its network, as for devices: /24 of IPv4, /48 of IPv6. */
export function cutAddress(column: string) {
  const address = sql.ref(column);
  return sql<string>`network(set_masklen(${address}, CASE family(${address}) WHEN 4 THEN 24 ELSE 48 END))`;
}
