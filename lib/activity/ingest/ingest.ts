import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Queries, sql, wakeLoop } from '@/lib/db';
import { batchChannel } from '@/lib/dovecot';
import { log } from '@/lib/log';
import { type NodeRecord, nodeRecord } from '../node-record';
import { applyBatch, type OnStarted } from './apply-batch';
import type { Named } from './fold';
import { withWriteLock } from './write-lock';

/** Batches in one transaction. A batch is at most 256 kB of the log. */
const maxBatches = 16;
const pollMs = 1_000;
/** Delay after a database failure. */
const retryMs = 300;

interface Batch {
  id: bigint;
  node: string;
  seq: bigint;
  file: string;
  inode: bigint;
  records: unknown;
}

/** Writes the records of a batch. Returns the clients that sent a name and have not logged in yet. */
type Apply = (
  inside: Queries,
  place: { node: string; inode: bigint },
  records: NodeRecord[],
  named: Record<string, Named>,
) => Promise<Record<string, Named>>;

/**
 * Writes batches of the agents until the signal aborts: in order for each file, and marked as written in the same
 * transaction. Several workers can run. `onStarted` is called in that transaction with new sessions.
 */
export async function ingest(signal: AbortSignal, onStarted: OnStarted): Promise<void> {
  const whole: Apply = (inside, place, records, named) => applyBatch(inside, place, records, named, onStarted);
  const careful = oneByOne(whole);
  let apply = whole;
  let failing = false;
  await wakeLoop({ channel: batchChannel, pollMs, signal }, async () => {
    try {
      const taken = await takeBatches(apply === careful ? 1 : maxBatches, apply);
      if (failing) log.info('taking in batches again');
      apply = whole;
      failing = false;
      return taken > 0;
    } catch (error) {
      if (signal.aborted) return false;
      if (!failing) log.error(`cannot take in a batch: ${error instanceof Error ? error.message : String(error)}`);
      failing = true;
      // The database would refuse the data again, so the records are written one by one.
      apply = isRefusal(error) ? careful : whole;
      if (apply === whole) await wait(retryMs, undefined, { signal }).catch(() => {});
      return true;
    }
  });
}

/** Whether an error is caused by the data, not by the connection. */
function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? /^(2[0-9]|4[24]|XX)...$/.test(code) : !(error as { errno?: unknown } | null)?.errno;
}

function takeBatches(maxBatches: number, apply: Apply): Promise<number> {
  return withWriteLock(async (inside) => {
    const batches: Batch[] = await inside
      .selectFrom('NodeBatch')
      .select(['id', 'node', 'seq', 'file', 'inode', 'records'])
      .orderBy('id')
      .limit(maxBatches)
      .execute();
    const marks = new Map<string, { batch: Batch; named: Record<string, Named> }>();
    for (const batch of batches) {
      const key = JSON.stringify([batch.node, batch.file]);
      const mark = marks.get(key) ?? (await readMark(inside, batch));
      if (batch.seq > mark.batch.seq) {
        const records = z.array(nodeRecord).parse(batch.records);
        marks.set(key, { batch, named: await apply(inside, batch, records, mark.named) });
      }
    }
    if (batches.length > 0) {
      // This row is updated last, because the agent needs its lock for the next batch.
      for (const { batch, named } of marks.values()) {
        await inside
          .updateTable('NodeCursor')
          .set({ appliedSeq: batch.seq, state: JSON.stringify({ named }) })
          .where('node', '=', batch.node)
          .where('file', '=', batch.file)
          .execute();
      }
      await inside
        .deleteFrom('NodeBatch')
        .where(
          'id',
          'in',
          batches.map(({ id }) => id),
        )
        .execute();
    }
    return batches.length;
  });
}

async function readMark(inside: Queries, batch: Batch): Promise<{ batch: Batch; named: Record<string, Named> }> {
  const row = await inside
    .selectFrom('NodeCursor')
    .select(['appliedSeq', 'state'])
    .where('node', '=', batch.node)
    .where('file', '=', batch.file)
    .executeTakeFirst();
  const state = row?.state as { named?: Record<string, Named> } | undefined;
  return { batch: { ...batch, seq: row?.appliedSeq ?? 0n }, named: state?.named ?? {} };
}

/** Writes records one by one. A record that the database refuses is logged and skipped. */
function oneByOne(apply: Apply): Apply {
  return async (inside, place, records, named) => {
    let waiting = named;
    for (const record of records) {
      await sql`SAVEPOINT one`.execute(inside);
      try {
        waiting = await apply(inside, place, [record], waiting);
        await sql`RELEASE SAVEPOINT one`.execute(inside);
      } catch (error) {
        // A deadlock or a full disk is not caused by the record, so the whole batch is retried.
        if (!isRefusal(error)) throw error;
        await sql`ROLLBACK TO SAVEPOINT one`.execute(inside);
        log.error(`left out ${record.kind} at ${place.node}:${place.inode}:${record.offset}: ${String(error)}`);
      }
    }
    return waiting;
  };
}
