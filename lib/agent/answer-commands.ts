import { setTimeout as wait } from 'node:timers/promises';
import { wakeLoop } from '@/lib/db';
import {
  answerCommand,
  claimCommands,
  commandChannel,
  longVerbs,
  type NodeCommand,
  refuseLeftCommands,
} from '@/lib/dovecot';
import { log } from '@/lib/log';
import { DoveadmError } from './doveadm';
import { execute } from './execute';
import type { Health } from './health';
import type { Context } from './verbs/verb';

/** doveadm forks a process for each command. More commands would only compete for the processors of the node. */
const places = { long: 6, short: 4 };
const pollMs = 1_000;
/** When the agent stops, it waits this long for running commands. */
const stopMs = 1_500;
/** Writing an answer is retried, because the database may be restarting. */
const maxTries = 5;
const retryMs = 500;

/** Executes the commands for this node until the signal aborts. */
export async function answerCommands(
  { node, context, health }: { node: string; context: Context; health: Health },
  signal: AbortSignal,
): Promise<void> {
  const running = { long: new Set<Promise<void>>(), short: new Set<Promise<void>>() };
  const run = async ({ id, verb, args }: NodeCommand) => {
    let ok = true;
    let result: unknown;
    try {
      result = await execute(context, verb, args);
      health.doveadm = null;
    } catch (error) {
      ok = false;
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof DoveadmError && /not running|did not answer/.test(reason)) health.doveadm = reason;
      log.warn(`${verb} ${id}: ${reason}`);
      result = { reason: reason.slice(0, 500) };
    }
    await answer(id, ok, result, signal);
  };
  let refused = false;
  let wake = () => {};
  const onReady = (start: () => void) => {
    wake = start;
  };
  await wakeLoop({ channel: commandChannel, pollMs, signal, onReady }, async () => {
    // While the database is unavailable, the next poll retries.
    if (!refused) {
      refused = await refuseLeftCommands(node).then(
        () => true,
        () => false,
      );
    }
    const free = { long: places.long - running.long.size, short: places.short - running.short.size };
    const claimed = await claimCommands(node, free).catch(() => []);
    for (const command of claimed) {
      const kind = longVerbs.some((verb) => verb === command.verb) ? 'long' : 'short';
      const work: Promise<void> = run(command).finally(() => {
        running[kind].delete(work);
        // There is room for one that waits.
        wake();
      });
      running[kind].add(work);
    }
    return claimed.length > 0;
  });
  await Promise.race([Promise.allSettled([...running.long, ...running.short]), wait(stopMs)]);
}

async function answer(id: bigint, ok: boolean, result: unknown, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    try {
      await answerCommand(id, ok, result);
      return;
    } catch {
      if (signal.aborted) return;
      await wait(retryMs);
    }
  }
}
