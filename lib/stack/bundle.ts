import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkout } from './data-directory';

/** Programs that run as processes of their own, beside the panel, which Next builds. */
export const programs = {
  agent: 'lib/agent/main.ts',
  policy: 'lib/auth-policy/main.ts',
  renderer: 'lib/webmail/rendering/program.ts',
  worker: 'lib/worker/main.ts',
} as const;
export type Program = keyof typeof programs;

/** The file of a program below the directory of a build. `.mjs`, because the nearest package.json may say otherwise. */
export const bundled = (directory: string, program: Program) => path.join(directory, `${program}.mjs`);

/**
 * Bundles each program to one file in `directory`, unless that exists. What is started in production is these files:
 * nothing is compiled when a part starts, least of all into a directory that another user of the machine can write to.
 * Packages stay in node_modules: some read files beside their own, and Node finds them from inside the checkout.
 */
export async function bundlePrograms(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  const next = `${directory}.${process.pid}`;
  // Loaded here: what else reads this file builds nothing.
  const { build, stop } = await import('esbuild');
  for (const [name, entry] of Object.entries(programs) as [Program, string][]) {
    await build({
      absWorkingDir: checkout,
      entryPoints: [entry],
      outfile: bundled(next, name),
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      conditions: ['react-server'],
      sourcemap: true,
      logLevel: 'silent',
    });
  }
  // Its own process would stay as long as this one.
  await stop();
  try {
    renameSync(next, directory);
  } catch (error) {
    // Another start was faster.
    if (!existsSync(directory)) throw error;
    rmSync(next, { recursive: true, force: true });
  }
}
