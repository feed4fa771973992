/** The file with the environment of a running stack in the data directory, for shells and tests. */
export const environmentFile = 'stack.env';

export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Parses the lines KEY='value' of that file. */
export function parseStackEnvironment(text: string): Record<string, string> {
  const lines = text.matchAll(/^([A-Z_]+)='(.*)'$/gm);
  return Object.fromEntries(Array.from(lines, ([, name = '', value = '']) => [name, value.replaceAll(`'\\''`, `'`)]));
}
