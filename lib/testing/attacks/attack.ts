/** One attack on a running host. */
export interface Attack {
  name: string;
  /** `held`, or in words what happened instead. Something that is thrown is the same. */
  attempt: () => Promise<string>;
}

export const held = 'held';

/** `held` if nothing went wrong. Each attack also does the honest thing, so that a broken host does not count as safe. */
export function unless(...troubles: (string | false | null | undefined)[]): string {
  return troubles.filter(Boolean).join('; ') || held;
}
