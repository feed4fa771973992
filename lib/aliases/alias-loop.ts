import type { Tx } from '@/lib/db';

/** The maximum number of addresses followed from an alias. Postfix stops at 1000 (virtual_alias_recursion_limit). */
const maxAddresses = 1000;

/**
 * The path from `destinations` back to `source` over existing aliases, or null. A mailbox that keeps a copy of its
 * forwarded mail is its own alias; Postfix ends there, so this is not a loop.
 */
export async function aliasLoop(tx: Tx, source: string, destinations: string[]): Promise<string[] | null> {
  let edge = destinations.map((to) => [source, to]);
  const seen = new Set<string>();
  while (edge.length > 0 && seen.size < maxAddresses) {
    const found = edge.find((way) => way.at(-1) === source && way.length > 2);
    if (found) return found;
    for (const way of edge) seen.add(way.at(-1) ?? '');
    const rows = await tx.alias.findMany({
      where: { source: { in: edge.map((way) => way.at(-1) ?? '') } },
      select: { source: true, destination: true },
    });
    edge = edge.flatMap((way) =>
      rows
        .filter((row) => row.source === way.at(-1) && (row.destination === source || !seen.has(row.destination)))
        .map((row) => [...way, row.destination]),
    );
  }
  return null;
}
