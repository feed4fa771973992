import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The environment of a running stack, from the lines of KEY='value' that it keeps in its home for shells and tests. */
export function readStackEnvironment(home: string): Record<string, string> {
  const text = readFileSync(path.join(home, 'stack.env'), 'utf8');
  const lines = text.matchAll(/^([A-Z_]+)='(.*)'$/gm);
  return Object.fromEntries(Array.from(lines, ([, name = '', value = '']) => [name, value.replaceAll(`'\\''`, `'`)]));
}
