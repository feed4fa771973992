/** A reason not to go on, in a sentence for the person at the terminal. Anything else that is thrown is a bug. */
export class Stop extends Error {
  override name = 'Stop';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
