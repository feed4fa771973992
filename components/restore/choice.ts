/** Whether all of these are chosen, none, or some. `left` are those that are not. */
export function chosenOf(left: ReadonlySet<string>, rows: { id: string }[]): boolean | 'indeterminate' {
  const count = rows.filter(({ id }) => left.has(id)).length;
  return count === 0 ? true : count === rows.length ? false : 'indeterminate';
}

/** The same choice, with these chosen or not. */
export function withChosen(left: ReadonlySet<string>, rows: { id: string }[], on: boolean): ReadonlySet<string> {
  const next = new Set(left);
  for (const { id } of rows) {
    if (on) next.delete(id);
    else next.add(id);
  }
  return next;
}
