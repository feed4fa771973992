import { statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { config } from '@/lib/config';
import { tokenFile } from './tokens';

// The demonstration itself takes too long for this suite.

it('the tokens of the simulated clients have a directory that only the account of the simulator enters', () => {
  expect(statSync(path.dirname(tokenFile(config().MILEPOST_HOME))).mode & 0o777).toBe(0o700);
});
