import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkout } from './data-directory';

/**
 * A shell that waits for this process to end, however it ends: its standard input closes then. It does so also after
 * kill -9, when nobody here can clear away any more; then it runs reaper.ts. Answers how to do without it.
 */
export function startReaper(dataDirectory: string): () => void {
  const args = ['--conditions=react-server', '--import', 'tsx', path.join(checkout, 'lib/stack/reaper.ts')];
  const child = spawn(
    'sh',
    ['-c', 'cat >/dev/null; exec "$@"', 'sh', process.execPath, ...args, dataDirectory, String(process.pid)],
    // A session of its own: what is sent to the whole group of this process does not reach it.
    { cwd: checkout, stdio: ['pipe', 'ignore', 'ignore'], detached: true },
  );
  child.on('error', () => {});
  child.unref();
  return () => child.kill('SIGKILL');
}
