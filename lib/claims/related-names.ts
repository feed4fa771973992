/** A domain and those above it, the nearest first, without the top-level domain: `b.c.example`, `c.example`. */
export function nameAndParents(name: string): string[] {
  const labels = name.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}

/** Whether one of two domains is the other or lies inside it. */
export function related(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}
