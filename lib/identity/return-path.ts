const base = 'http://own.invalid';

/** The path to open after signing in. Anything that is not a path of the panel becomes the start page. */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > 2000 || !/^\/(?![/\\])/.test(wanted)) return '/';
  if (!URL.canParse(wanted, base)) return '/';
  const url = new URL(wanted, base);
  if (
    url.origin !== base ||
    /^\/(api|sign-in|second-factor|invitation|forgot-password|reset-password)(\/|$)/.test(url.pathname)
  )
    return '/';
  // "/.//evil.example" becomes "//evil.example", which a browser takes for another host.
  return url.pathname.startsWith('//') ? '/' : url.pathname + url.search;
}
