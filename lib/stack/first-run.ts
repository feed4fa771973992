import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from './data-directory';
import { milepostEnvironment } from './environment';
import { type StackContext, tsxArgs } from './parts';
import { say, step } from './progress';
import { runCommand } from './run-command';
import { kindFile, readKind } from './settings';

const demonstration = [
  'staff     staff@milepost.test            milepost-demo',
  'auditor   auditor@milepost.test          milepost-demo',
  'reseller  reseller@nordwind.test         milepost-demo',
  'customer  customer@alpenglas.test        milepost-demo',
  'owner     anna.berger@alpenglas.example  milepost-demo',
];

/** Fills a new data directory, once, and returns the lines that explain how to sign in. */
export async function firstRun(context: StackContext, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { settings, ports, url, secrets, addresses } = context;
  const known = readKind(settings.dataDirectory) !== undefined;
  if (known) return settings.demo ? demonstration : ['Sign in as the staff member that the first start named.'];
  const printed: string[] = [];
  await step(settings.demo ? 'Demonstration' : 'First sign-in', async () => {
    await runCommand(process.execPath, tsxArgs(settings.demo ? 'lib/demo/seed.ts' : 'lib/stack/first-staff.ts'), {
      cwd: checkout,
      // The demonstration writes to Dovecot's storage, which the panel's account cannot access.
      owner: settings.demo ? null : settings.who.worker,
      env: {
        ...milepostEnvironment(settings, settings.demo ? 'root' : 'worker', ports, url, secrets, addresses.app),
        ...(env.MILEPOST_STAFF ? { MILEPOST_STAFF: env.MILEPOST_STAFF } : {}),
      },
      // A password that is printed once must not stay in a file.
      ...(settings.demo ? { log: path.join(settings.dataDirectory, 'log/seed.log') } : {}),
      onLine: (line) => {
        printed.push(line);
        if (settings.demo) say(`  ${line}`);
      },
    });
  });
  writeFileSync(kindFile(settings.dataDirectory), settings.demo ? 'demo\n' : 'empty\n');
  return settings.demo ? demonstration : printed;
}
