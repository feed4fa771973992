import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Identifies a process even if its pid is reused: pid, start time in clock ticks, and boot id. */
export interface ProcessIdentity {
  pid: number;
  started: string;
  boot: string;
}

let bootId: string | undefined;
function boot(): string {
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return bootId;
}

interface Stat {
  state: string;
  parent: number;
  session: number;
  started: string;
}

/** proc(5): the command name may contain spaces and parentheses, so fields are counted from the last one. */
export function parseStat(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', parent: Number(fields[1]), session: Number(fields[3]), started: fields[19] ?? '' };
}

function stat(pid: number): Stat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

export function identify(pid: number): ProcessIdentity | undefined {
  const found = stat(pid);
  return found && { pid, started: found.started, boot: boot() };
}

/** Whether exactly this process is running. A zombie is not. */
export function alive(process: ProcessIdentity): boolean {
  const found = stat(process.pid);
  return found !== undefined && found.started === process.started && found.state !== 'Z' && process.boot === boot();
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/**
 * The running processes of the session that `leader` created (setsid), without the leader. The kernel does not reuse a
 * pid while it is the id of a session, so another process with the leader's pid means that the session is empty.
 */
export function sessionOf(leader: ProcessIdentity): ProcessIdentity[] {
  if (leader.boot !== boot()) return [];
  const now = stat(leader.pid);
  if (now && now.started !== leader.started) return [];
  return pids().flatMap((pid) => {
    if (pid === leader.pid) return [];
    const found = stat(pid);
    if (!found || found.session !== leader.pid || found.state === 'Z') return [];
    return [{ pid, started: found.started, boot: boot() }];
  });
}

/**
 * The processes with this working directory. Each PostgreSQL backend creates its own session, but all of them work in
 * the cluster.
 */
export function processesIn(directory: string): ProcessIdentity[] {
  return pids().flatMap((pid) => {
    try {
      if (readlinkSync(`/proc/${pid}/cwd`) !== directory) return [];
    } catch {
      return [];
    }
    return identify(pid) ?? [];
  });
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim().slice(0, 160);
  } catch {
    return '';
  }
}

/** The name in the kernel, such as `imap` or `log`. */
export function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

/** When the process started. */
export function startedAt(process: ProcessIdentity): Date {
  const bootSeconds = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? 0);
  // USER_HZ is 100 on every Linux that Node runs on.
  return new Date((bootSeconds + Number(process.started) / 100) * 1000);
}

export function signal(process: ProcessIdentity, name: NodeJS.Signals): void {
  if (!alive(process)) return;
  try {
    globalThis.process.kill(process.pid, name);
  } catch {
    // It exited in between.
  }
}
