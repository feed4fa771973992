import type { Ports } from '@/lib/config';
import { readStackEnvironment } from '@/lib/stack/stack-env';

/** The running stack that the journeys are made on: MILEPOST_HOME names it. */
function readStack() {
  const home = process.env.MILEPOST_HOME;
  if (!home) throw new Error('MILEPOST_HOME must name the home of a running stack. `npm test` starts one.');
  const env = readStackEnvironment(home);
  return { home, env, ports: JSON.parse(env.MILEPOST_PORTS ?? '{}') as Ports, url: env.MILEPOST_URL ?? '' };
}

export const stack = readStack();
