import { chmodSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';

/**
 * Listens on a UNIX socket. Its directory has the bit that gives it the group of Postfix, which alone may connect, besides
 * the account of this process.
 */
export async function listenForPostfix(server: Server, path: string): Promise<void> {
  // Of a process that was killed.
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o660);
}
