import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkout } from './data-directory';

/**
 * Starts a shell whose standard input closes when this process exits, even by kill -9, when it cannot clean up. The
 * shell then runs the reaper. Returns a function that stops the shell.
 */
export function startReaper(dataDirectory: string): () => void {
  const args = ['--conditions=react-server', '--import', 'tsx', path.join(checkout, 'lib/stack/reaper.ts')];
  const child = spawn(
    'sh',
    ['-c', 'cat >/dev/null; exec "$@"', 'sh', process.execPath, ...args, dataDirectory, String(process.pid)],
    // In its own session, so that it does not receive signals to the process group of this process.
    { cwd: checkout, stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  child.on('error', () => {});
  child.unref();
  return () => child.kill('SIGKILL');
}
