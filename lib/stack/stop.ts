/** A start that cannot continue, with a sentence for the terminal. Any other error is a bug. */
export class Stop extends Error {
  override name = 'Stop';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
