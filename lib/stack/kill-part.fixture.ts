import { expect, vi } from 'vitest';
import { alive, type ProcessIdentity, signal } from './process-table';
import { type RunningRecord, readRecord } from './running';

/** The record of a running part. */
export function runningPart(
  dataDirectory: string,
  name: string,
): RunningRecord['parts'][string] & { process: ProcessIdentity } {
  const found = readRecord(dataDirectory)?.parts[name];
  if (!found?.process) throw new Error(`there is no part ${name}`);
  return { ...found, process: found.process };
}

/** Kills a part, and waits until it runs again. */
export async function killPart(
  dataDirectory: string,
  name: string,
  signalName: NodeJS.Signals = 'SIGKILL',
): Promise<void> {
  const { process, restarts } = runningPart(dataDirectory, name);
  signal(process, signalName);
  await vi.waitFor(
    () => {
      const now = runningPart(dataDirectory, name);
      expect(now.restarts).toBeGreaterThan(restarts);
      expect(now.process.pid).not.toBe(process.pid);
      expect(alive(now.process)).toBe(true);
    },
    { timeout: 30_000, interval: 100 },
  );
}
