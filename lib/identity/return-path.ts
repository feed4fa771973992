const base = 'http://own.invalid';

/** A path of ours to go to after signing in; anything that leads elsewhere becomes the start page. */
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
