import { sessionChannel } from '@/lib/activity';
import { wakeLoop } from '@/lib/db';
import { log } from '@/lib/log';
import { updateForFailures, updateForHandshakes, updateForJumps } from './review-findings';
import { updateDevices } from './update-devices';
import { updateHabits } from './update-habits';

const pollMs = 5_000;
/** Delay between runs, so that sessions are processed in batches. */
const pauseMs = 1_000;

/** Updates devices, habits and findings from sessions until the signal aborts. Several workers can run. */
export async function updateLoop(signal: AbortSignal): Promise<void> {
  let failing = false;
  await wakeLoop({ channel: sessionChannel, pollMs, pauseMs, signal }, async () => {
    try {
      while ((await catchUp()) && !signal.aborted);
      if (failing) log.info('updating devices again');
      failing = false;
    } catch (error) {
      if (!failing && !signal.aborted) {
        log.error(`cannot update devices: ${error instanceof Error ? error.message : String(error)}`);
      }
      failing = true;
    }
    return false;
  });
}

/** Processes one batch. Returns whether there may be more. */
export async function catchUp(now = new Date()): Promise<boolean> {
  const sessions = await updateDevices();
  const devices = await updateHabits(now);
  const failures = await updateForFailures(now);
  const handshakes = await updateForHandshakes(now);
  const jumps = await updateForJumps(now);
  return sessions + devices + failures + handshakes + jumps > 0;
}
