import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ports } from '@/lib/config';
import { environmentFile, parseStackEnvironment } from '@/lib/stack/shapes';

/** The running stack, whose data directory is MILEPOST_HOME. */
function readStack() {
  const home = process.env.MILEPOST_HOME;
  if (!home) throw new Error('MILEPOST_HOME must name the data directory of a running stack. `npm test` starts one.');
  const env = parseStackEnvironment(readFileSync(path.join(home, environmentFile), 'utf8'));
  return { home, env, ports: JSON.parse(env.MILEPOST_PORTS ?? '{}') as Ports, url: env.MILEPOST_URL ?? '' };
}

export const stack = readStack();
