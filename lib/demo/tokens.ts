import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The app passwords of the simulated clients in clear text. They are stored only here, never in the database. */
const shape = z.record(z.string(), z.record(z.string(), z.object({ id: z.string(), token: z.string() })));
export type ClientTokens = z.infer<typeof shape>;

/** This directory belongs to the account that runs the simulator. */
export function tokenFile(dataDirectory: string): string {
  return path.join(dataDirectory, 'home/worker/demo-clients.json');
}

export function readTokens(dataDirectory: string): ClientTokens {
  return shape.parse(JSON.parse(readFileSync(tokenFile(dataDirectory), 'utf8')));
}
