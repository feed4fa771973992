import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { environmentFile, parseStackEnvironment } from './stack/shapes.ts';

const root = path.resolve(import.meta.dirname, '..');

const stackFile = process.env.MILEPOST_HOME && path.join(process.env.MILEPOST_HOME, environmentFile);

const shared = {
  root,
  // The tests of e2e are Playwright's.
  dir: root,
  alias: {
    '@': root,
    // Its default export throws. In Next a condition selects this file, here an alias.
    'server-only': path.join(root, 'node_modules/server-only/empty.js'),
  },
  environment: 'node',
  restoreMocks: true,
};

export default defineConfig({
  // The panel's PostCSS settings are in package.json and are not needed here.
  css: { postcss: { plugins: [] } },
  root,
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['{lib,components,app}/**/*.test.ts'],
          testTimeout: 30_000,
          exclude: ['**/*.integration.test.ts', '**/*.faults.test.ts'],
        },
      },
      {
        // On a running stack, whose data directory is MILEPOST_HOME.
        test: {
          ...shared,
          name: 'integration',
          include: ['lib/**/*.integration.test.ts'],
          // They mostly wait for the servers.
          maxWorkers: 4,
          env: stackFile && existsSync(stackFile) ? parseStackEnvironment(readFileSync(stackFile, 'utf8')) : {},
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        // Each test starts and stops its own data directories: one file at a time.
        test: {
          ...shared,
          name: 'faults',
          include: ['lib/**/*.faults.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
