import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

// Worker, seed and tests load these rooms, and they run without Next's bundler: a static import of next/navigation, or
// calling next-auth's default export while loading, ends them at their first line.
test('identity and passwords load outside Next', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const program = `
    import { signInName } from '@/lib/identity';
    import { hashPassword } from '@/lib/passwords';
    console.log((await hashPassword(signInName('X'))).slice(0, 10));`;
  const output = execFileSync(
    path.join(root, 'node_modules/.bin/node'),
    ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  expect(output.trim()).toBe('{ARGON2ID}');
});
