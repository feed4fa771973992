import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { commandOf } from './process-table';

/**
 * Inodes of the sockets that listen on a port, from the text of /proc/net/tcp or tcp6 (proc(5); state 0A is LISTEN).
 */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(suffix) && fields[3] === '0A')
    .map((fields) => fields[9] ?? '');
}

/**
 * The name of the process that listens on a port, or undefined. Without root, the processes of other users are unknown.
 */
export function portHolder(port: number): string | undefined {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => {
    try {
      return listeningInodes(readFileSync(file, 'utf8'), port);
    } catch {
      return [];
    }
  });
  if (inodes.length === 0) return undefined;
  const wanted = new Set(inodes.map((inode) => `socket:[${inode}]`));
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      for (const fd of readdirSync(`/proc/${pid}/fd`)) {
        if (wanted.has(readlinkSync(`/proc/${pid}/fd/${fd}`))) return `process ${pid} (${commandOf(Number(pid))})`;
      }
    } catch {
      // A process of another user, or one that has exited.
    }
  }
  return 'a process that this user cannot see';
}
