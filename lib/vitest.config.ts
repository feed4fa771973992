import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { readStackEnvironment } from './stack/stack-env.ts';

const root = path.resolve(import.meta.dirname, '..');

const home = process.env.MILEPOST_HOME;

const shared = {
  root,
  // Journeys of e2e are Playwright's.
  dir: root,
  alias: {
    '@': root,
    // Its default export throws: under Next a condition picks this file, here a path does.
    'server-only': path.join(root, 'node_modules/server-only/empty.js'),
  },
  environment: 'node',
  restoreMocks: true,
};

export default defineConfig({
  // The panel's PostCSS settings live in package.json and are not wanted here.
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
        // On one running stack, which MILEPOST_HOME names.
        test: {
          ...shared,
          name: 'integration',
          include: ['lib/**/*.integration.test.ts'],
          // They wait for the servers most of the time.
          maxWorkers: 4,
          env: home && existsSync(path.join(home, 'stack.env')) ? readStackEnvironment(home) : {},
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        // Each starts and stops homes of its own: one file at a time.
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
