import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process by its pid and start time. The pid alone may be reused by another process. */
export interface ProcessRef {
  pid: number;
  started: string;
}

/** Null if there is no such process, or if it is a zombie. */
export function readProcess(pid: number): ProcessRef | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name is in parentheses and may contain parentheses.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : { pid, started: fields[18] ?? '' };
  } catch {
    return null;
  }
}

export function isRunning({ pid, started }: ProcessRef): boolean {
  return readProcess(pid)?.started === started;
}

/** Whether a process belongs to this service of Dovecot. */
export function isService(pid: number, service: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === service.slice(0, 15);
  } catch {
    return false;
  }
}

/** Sends SIGTERM, as Dovecot does. Returns the processes that are still running after the timeout. */
export async function terminate(processes: ProcessRef[], timeoutMs: number): Promise<ProcessRef[]> {
  for (const one of processes) {
    try {
      if (isRunning(one)) process.kill(one.pid, 'SIGTERM');
    } catch {
      // The process exited before the signal.
    }
  }
  const until = Date.now() + timeoutMs;
  let left = processes.filter(isRunning);
  while (left.length > 0 && Date.now() < until) {
    await wait(15);
    left = left.filter(isRunning);
  }
  return left;
}
