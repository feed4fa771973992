/** How the address bar says what a list shows; the server reads it for the first page, the browser for every other. */
export interface FilterAddress<Filter> {
  path: string;
  read: (params: Pick<URLSearchParams, 'get'>) => Filter;
  /** The query string with its question mark; empty when nothing is filtered. `params` is what the address says now. */
  write: (filter: Filter, params: URLSearchParams) => string;
}

/** The longest text that a list can be searched for. */
const maxSearch = 200;

export function readSearch(params: Pick<URLSearchParams, 'get'>, name = 'search'): string {
  return (params.get(name) ?? '').slice(0, maxSearch);
}

/** The address of a list that has a search and no other filter. */
export function searchAddress(path: string): FilterAddress<{ search: string }> {
  return {
    path,
    read: (params) => ({ search: readSearch(params) }),
    write: ({ search }) => (search ? `?search=${encodeURIComponent(search)}` : ''),
  };
}
