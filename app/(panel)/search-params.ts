/** What a page is given as its query. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The same in the browser's own form; of a name given twice the first counts, as it does there. */
export async function queryOf(searchParams: SearchParams): Promise<URLSearchParams> {
  const pairs = Object.entries(await searchParams).map(([name, value]) => [name, [value].flat()[0] ?? ''] as const);
  return new URLSearchParams(pairs.map(([name, value]) => [name, value]));
}
