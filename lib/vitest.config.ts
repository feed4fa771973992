import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { environmentFile, parseStackEnvironment } from './stack/shapes.ts';

const root = path.resolve(import.meta.dirname, '..');

const stackFile = process.env.MILEPOST_HOME && path.join(process.env.MILEPOST_HOME, environmentFile);

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
          env: stackFile && existsSync(stackFile) ? parseStackEnvironment(readFileSync(stackFile, 'utf8')) : {},
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
