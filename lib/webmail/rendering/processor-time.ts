import { readFileSync } from 'node:fs';

/** Linux counts processor time in these (USER_HZ). */
const ticksPerSecond = 100;

/** The processor time that a process has used, in ms, from /proc. Null if it has ended, or elsewhere than on Linux. */
export function processorTimeMs(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may contain spaces. utime and stime are the 14th and 15th fields (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isFinite(ticks) ? (ticks * 1000) / ticksPerSecond : null;
  } catch {
    return null;
  }
}
