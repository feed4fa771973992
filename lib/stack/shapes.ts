/** In the data directory of a running stack: its environment, for shells and tests. */
export const environmentFile = 'stack.env';

export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Reads the lines of KEY='value' in that file. */
export function parseStackEnvironment(text: string): Record<string, string> {
  const lines = text.matchAll(/^([A-Z_]+)='(.*)'$/gm);
  return Object.fromEntries(Array.from(lines, ([, name = '', value = '']) => [name, value.replaceAll(`'\\''`, `'`)]));
}
