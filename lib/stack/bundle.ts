import path from 'node:path';
import { checkout } from './data-directory';

/** Programs that a built panel starts as processes of their own, which Next does not build. */
export const programs = {
  renderer: 'lib/webmail/rendering/program.ts',
} as const;
export type Program = keyof typeof programs;

/** The file of a program in a build. `.mjs`, because the nearest package.json may say otherwise. */
export function bundled(dist: string, program: Program): string {
  return path.join(checkout, dist, 'programs', `${program}.mjs`);
}

/**
 * Bundles each program to one file. Packages stay in node_modules: jsdom reads files beside its own, and the build
 * directory is inside the checkout, from where Node finds them.
 */
export async function bundlePrograms(dist: string): Promise<void> {
  // Loaded here: what else reads this file builds nothing.
  const { build, stop } = await import('esbuild');
  for (const [name, entry] of Object.entries(programs) as [Program, string][]) {
    await build({
      absWorkingDir: checkout,
      entryPoints: [entry],
      outfile: bundled(dist, name),
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      conditions: ['react-server'],
      logLevel: 'silent',
    });
  }
  // Its own process would stay as long as this one.
  await stop();
}
