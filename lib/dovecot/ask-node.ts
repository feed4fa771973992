import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { db, listen, queries, sql } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { answerChannel, commandChannel } from './channels';
import { type NodeVerb, verbs } from './verbs';

type Args<V extends NodeVerb> = z.input<(typeof verbs)[V]['args']>;
type Result<V extends NodeVerb> = z.output<(typeof verbs)[V]['result']>;

/**
 * Sends a command to the agent of a node and waits for the answer. Refuses with `node-unreachable` if there is no
 * answer within the deadline (milliseconds, by default 15 s), and with `mail-server-refused` if Dovecot refused.
 */
export async function askNode<V extends NodeVerb>(
  node: string,
  verb: V,
  args: Args<V>,
  { deadline = 15_000 }: { deadline?: number } = {},
): Promise<Result<V>> {
  let wake = () => {};
  const stop = listen(answerChannel, (payload) => {
    if (payload === '' || payload === String(command?.id)) wake();
  });
  let command: { id: bigint } | undefined;
  try {
    command = await db().nodeCommand.create({
      data: { node, verb, args: verbs[verb].args.parse(args) },
      select: { id: true },
    });
    await queries().selectNoFrom(sql`pg_notify(${commandChannel}, ${node})`.as('notified')).execute();
    const until = Date.now() + deadline;
    let pause = 50;
    while (Date.now() < until) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const row = await db().nodeCommand.findUnique({ where: { id: command.id } });
      if (row?.finishedAt) {
        if (row.ok) return verbs[verb].result.parse(row.result) as Result<V>;
        const { reason, restarted } = (row.result ?? {}) as { reason?: unknown; restarted?: unknown };
        // The agent was killed while it worked on this.
        if (restarted) throw new Refusal('node-unreachable', { node });
        throw new Refusal('mail-server-refused', { reason: String(reason ?? '') });
      }
      // A notification arrives with the answer. Polling, at increasing intervals, only covers a lost notification.
      const timer = new AbortController();
      await Promise.race([
        woken,
        wait(Math.min(pause, until - Date.now()), undefined, { signal: timer.signal }).catch(() => {}),
      ]);
      timer.abort();
      pause = Math.min(pause * 2, 1000);
    }
    throw new Refusal('node-unreachable', { node });
  } finally {
    stop();
  }
}
