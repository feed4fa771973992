import type { Tx } from '@/lib/db';

/** Addresses followed from one alias; Postfix gives up at 1000 (virtual_alias_recursion_limit). */
const maxAddresses = 1000;

/**
 * The way from `destinations` back to `source` over the aliases that exist, or null when there is none. A mailbox that
 * keeps a copy of what it forwards names itself, which Postfix takes for the end and not for a loop.
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
