import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkout } from './data-directory';

/**
 * Starts a shell whose standard input closes when this process ends, also by kill -9, when this process can clean up
 * nothing any more. The shell then runs the reaper. Answers a function that stops the shell.
 */
export function startReaper(dataDirectory: string): () => void {
  const args = ['--conditions=react-server', '--import', 'tsx', path.join(checkout, 'lib/stack/reaper.ts')];
  const child = spawn(
    'sh',
    ['-c', 'cat >/dev/null; exec "$@"', 'sh', process.execPath, ...args, dataDirectory, String(process.pid)],
    // A session of its own, so that a signal to the process group of this process does not reach it.
    { cwd: checkout, stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  child.on('error', () => {});
  child.unref();
  return () => child.kill('SIGKILL');
}
