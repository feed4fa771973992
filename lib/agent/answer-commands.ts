import { setTimeout as wait } from 'node:timers/promises';
import { listen, pool } from '@/lib/db';
import { answerChannel, commandChannel } from '../channels';
import { DoveadmError } from './doveadm';
import { execute, type Surroundings } from './execute';
import type { Health } from './health';

/** doveadm forks a process for each: more at once only take turns on the node's processors. */
const atOnce = 8;
/** Looked for again at least this often (ms), in case a notification was lost. */
const pollMs = 1_000;

interface Claimed {
  id: string;
  verb: string;
  args: unknown;
}

/** Carries out what the panel asks of this node, until the signal. */
export async function answerCommands(
  { node, around, health, log }: { node: string; around: Surroundings; health: Health; log: (text: string) => void },
  signal: AbortSignal,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let wake = () => {};
  const stop = listen(commandChannel, (payload) => {
    if (payload === '' || payload === node) wake();
  });
  const carryOut = async ({ id, verb, args }: Claimed) => {
    let ok = true;
    let result: unknown;
    try {
      result = await execute(around, verb, args);
      health.doveadm = null;
    } catch (error) {
      ok = false;
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof DoveadmError && /not running|did not answer/.test(reason)) health.doveadm = reason;
      log(`${verb} ${id}: ${reason}`);
      result = { reason: reason.slice(0, 500) };
    }
    await answer(id, ok, result, signal);
  };
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      let claimed: Claimed[] = [];
      try {
        claimed = await claim(node, atOnce - running.size);
      } catch {
        // The database is away; the poll asks again.
      }
      for (const one of claimed) {
        const work: Promise<void> = carryOut(one).finally(() => {
          running.delete(work);
          wake();
        });
        running.add(work);
      }
      if (claimed.length > 0 && running.size < atOnce) continue;
      const timer = new AbortController();
      const ended = AbortSignal.any([signal, timer.signal]);
      await Promise.race([woken, wait(pollMs, undefined, { signal: ended }).catch(() => {})]);
      timer.abort();
    }
  } finally {
    stop();
    await Promise.race([Promise.allSettled(running), wait(1_500)]);
  }
}

async function claim(node: string, most: number): Promise<Claimed[]> {
  if (most <= 0) return [];
  const { rows } = await pool().query<Claimed>(
    // Nobody waits for an answer to an older one any more.
    `UPDATE "NodeCommand" SET "startedAt" = now() WHERE id IN (
       SELECT id FROM "NodeCommand" WHERE node = $1 AND "finishedAt" IS NULL AND "startedAt" IS NULL
         AND "createdAt" > now() - interval '2 minutes' ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
     ) RETURNING id, verb, args`,
    [node, most],
  );
  return rows;
}

/** The work is done; its answer is worth a few tries over a database that is coming back. */
async function answer(id: string, ok: boolean, result: unknown, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      await pool().query(
        `WITH done AS (
           UPDATE "NodeCommand" SET "finishedAt" = now(), ok = $2, result = $3::json WHERE id = $1 RETURNING id
         ) SELECT pg_notify('${answerChannel}', id::text) FROM done`,
        [id, ok, JSON.stringify(result)],
      );
      return;
    } catch {
      if (signal.aborted) return;
      await wait(500);
    }
  }
}
