import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A process by its pid and the clock tick of its start: a pid alone may belong to another one by now. */
export interface Mark {
  pid: number;
  started: string;
}

/** Null when there is no such process, or only its remains. */
export function mark(pid: number): Mark | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may contain some itself.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : { pid, started: fields[18] ?? '' };
  } catch {
    return null;
  }
}

export function lives({ pid, started }: Mark): boolean {
  return mark(pid)?.started === started;
}

/** Whether a process is one of Dovecot's for this service. */
export function isService(pid: number, service: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === service.slice(0, 15);
  } catch {
    return false;
  }
}

/** Asks processes to end as Dovecot itself does; answers which of them still live after the deadline (ms). */
export async function end(marks: Mark[], deadline: number): Promise<Mark[]> {
  for (const one of marks) {
    try {
      if (lives(one)) process.kill(one.pid, 'SIGTERM');
    } catch {
      // Gone between the look and the signal.
    }
  }
  const until = Date.now() + deadline;
  let left = marks.filter(lives);
  while (left.length > 0 && Date.now() < until) {
    await wait(15);
    left = left.filter(lives);
  }
  return left;
}
