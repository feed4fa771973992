import type { ReactNode } from 'react';
import { requireActor } from '@/lib/identity';
import type { Actor } from '@/lib/tenancy';
import { queryOf, type SearchParams } from './search-params';

/** A page of a list: who asks, what the address says, everything read at once, and the board that shows it. */
export function listPage<Filter, Reads extends Record<string, unknown>>({
  capability,
  filterOf,
  reads,
  show,
}: {
  /** Who lacks it does not find the page. */
  capability?: Parameters<typeof requireActor>[0];
  filterOf: (query: URLSearchParams) => Filter;
  /** What the board needs, each under its name: values, or promises of them. */
  reads: (actor: Actor, filter: Filter) => Reads;
  show: (
    found: { [Name in keyof Reads]: Awaited<Reads[Name]> },
    context: { actor: Actor; filter: Filter },
  ) => ReactNode;
}) {
  return async ({ searchParams }: { searchParams: SearchParams }) => {
    const actor = await requireActor(capability);
    const filter = filterOf(await queryOf(searchParams));
    return show(await allOf(reads(actor, filter)), { actor, filter });
  };
}

/** Waits for every value of an object at once. */
async function allOf<Reads extends Record<string, unknown>>(
  reads: Reads,
): Promise<{ [Name in keyof Reads]: Awaited<Reads[Name]> }> {
  const pairs = await Promise.all(Object.entries(reads).map(async ([name, value]) => [name, await value] as const));
  return Object.fromEntries(pairs) as { [Name in keyof Reads]: Awaited<Reads[Name]> };
}
