const began = Date.now();

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Prints a line of progress with the time since the start. */
export function say(text: string): void {
  process.stdout.write(`${seconds(began).padStart(8)}  ${text}\n`);
}

/** Runs a step and prints its duration, and its result if that is a string. */
export async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  try {
    const result = await work();
    const detail = typeof result === 'string' && result ? `: ${result}` : '';
    say(`${text}${detail} (${seconds(start)})`);
    return result;
  } catch (error) {
    say(`${text}: failed after ${seconds(start)}`);
    throw error;
  }
}
