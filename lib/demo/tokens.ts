import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The clear text of the simulated clients' app passwords: only here, never in the database. */
const shape = z.record(z.string(), z.record(z.string(), z.object({ id: z.string(), token: z.string() })));
export type ClientTokens = z.infer<typeof shape>;

/** The panel's account owns this directory, and the simulator runs as that. */
export function tokenFile(dataDirectory: string): string {
  return path.join(dataDirectory, 'app/demo-clients.json');
}

export function readTokens(dataDirectory: string): ClientTokens {
  return shape.parse(JSON.parse(readFileSync(tokenFile(dataDirectory), 'utf8')));
}
