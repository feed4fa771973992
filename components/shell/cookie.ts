const year = 365 * 24 * 3600;

/** Stores a choice in the browser for a year. The server reads it with the next page. */
export function remember(name: string, value: string | null): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `${name}=${encodeURIComponent(value ?? '')}; path=/; max-age=${value === null ? 0 : year}; samesite=lax${secure}`;
}
