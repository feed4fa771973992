import { sql } from '@/lib/db';

/** What a privacy setting says: the addresses of these customers up to here. The null id stands for nobody's rows. */
export interface AddressCut {
  ids: (string | null)[];
  to: Date;
}

/** The rows of these customers. */
export function ofCustomers(column: string, { ids }: Pick<AddressCut, 'ids'>) {
  const customer = sql.ref(column);
  return sql<boolean>`(${customer} = ANY(${ids.filter((id) => id !== null)}::uuid[])
    OR (${ids.includes(null)} AND ${customer} IS NULL))`;
}

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

/**
 * Dovecot's session id is the time, the port and the address of the client in Base64 (client_get_session_id): 16
 * characters with an IPv4 address, 32 with an IPv6 address.
 */
export function wholeSessionId(column: string) {
  return sql<boolean>`${sql.ref(column)} ~ '^([A-Za-z0-9+/]{16}|[A-Za-z0-9+/]{32})$'`;
}

/** The time and most of the port: it still distinguishes connections. */
export function cutSessionId(column: string) {
  const id = sql.ref(column);
  return sql<string>`CASE WHEN ${wholeSessionId(column)} THEN left(${id}, 10) ELSE ${id} END`;
}
