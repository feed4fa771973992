const began = Date.now();

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Prints one line of what is going on, with the time since the start. */
export function say(text: string): void {
  process.stdout.write(`${seconds(began).padStart(8)}  ${text}\n`);
}

/** Runs one step and prints it with the time it took; a step that answers a string has it appended. */
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
