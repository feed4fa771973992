/** Converts between a list's filter and the URL. The server reads it for the first page, the browser for later ones. */
export interface FilterAddress<Filter> {
  path: string;
  read: (params: Pick<URLSearchParams, 'get'>) => Filter;
  /** The query string with its question mark, or empty without a filter. `params` are the current parameters. */
  write: (filter: Filter, params: URLSearchParams) => string;
}

/** The longest text that a list can be searched for. */
const maxSearch = 200;

export function readSearch(params: Pick<URLSearchParams, 'get'>, name = 'search'): string {
  return (params.get(name) ?? '').slice(0, maxSearch);
}

/** For a list that has only a search. */
export function searchAddress(path: string): FilterAddress<{ search: string }> {
  return {
    path,
    read: (params) => ({ search: readSearch(params) }),
    write: ({ search }) => (search ? `?search=${encodeURIComponent(search)}` : ''),
  };
}
