/** Trims like a URL parser: tabs and line ends in an address are removed ("java&Tab;script:"). */
export function trimUrl(value: string): string {
  return value
    .replace(/[\p{Cc}\u0020\u00a0\u200b-\u200f\u2028\u2029\ufeff]+/gu, (run) => (/ /.test(run) ? ' ' : ''))
    .trim();
}

export function isRemote(value: string): boolean {
  return /^(?:https?:)?\/\//i.test(trimUrl(value).replaceAll('\\', '/'));
}
