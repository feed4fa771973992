import { readFileSync } from 'node:fs';
import path from 'node:path';
import { environmentFile, parseStackEnvironment } from './shapes';

/** The environment of a running stack. */
export function readStackEnvironment(dataDirectory: string): Record<string, string> {
  return parseStackEnvironment(readFileSync(path.join(dataDirectory, environmentFile), 'utf8'));
}
