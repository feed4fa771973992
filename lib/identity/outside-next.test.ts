import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

// Worker, seed and tests import these rooms without Next's bundler. A static import of next/navigation, or a call of
// next-auth's default export while loading, would fail.
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
