import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { listen } from '@/lib/db';
import { batchChannel, type LogRecord, logRecord } from '@/lib/dovecot';
import { applyBatch } from './apply-batch';
import type { Named } from './fold';
import { inTurn } from './in-turn';
import type { Query } from './write-ledger';

/** Batches taken into one transaction: a batch is at most 256 kB of log. */
const atOnce = 16;
/** Looked for again at least this often (ms), in case a notification was lost. */
const pollMs = 1_000;

interface Batch extends Record<string, unknown> {
  id: string;
  node: string;
  seq: string;
  file: string;
  inode: string;
  records: unknown;
}

/**
 * Takes batches from the nodes' agents into the tables until the signal: in order for each file, each in one transaction
 * with the mark that it was taken. Several workers take turns.
 */
export async function ingest(signal: AbortSignal, log: (text: string) => void): Promise<void> {
  let wake = () => {};
  const stop = listen(batchChannel, () => wake());
  let careful = false;
  let failing = false;
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      try {
        const taken = await takeBatches(careful ? 1 : atOnce, careful, log);
        if (failing) log('taking in batches again');
        careful = false;
        failing = false;
        if (taken > 0) continue;
      } catch (error) {
        if (signal.aborted) return;
        if (!failing) log(`cannot take in a batch: ${error instanceof Error ? error.message : String(error)}`);
        failing = true;
        // What the database refuses once it refuses again: the next try takes the records one by one.
        careful = isRefusal(error);
        if (!careful) await wait(300, undefined, { signal }).catch(() => {});
        continue;
      }
      const timer = new AbortController();
      const ended = AbortSignal.any([signal, timer.signal]);
      await Promise.race([woken, wait(pollMs, undefined, { signal: ended }).catch(() => {})]);
      timer.abort();
    }
  } finally {
    stop();
  }
}

/** Whether an error is about the data, and not about the way to the database. */
function isRefusal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? /^(2[0-9]|4[24]|XX)...$/.test(code) : !(error as { errno?: unknown } | null)?.errno;
}

async function takeBatches(most: number, careful: boolean, log: (text: string) => void): Promise<number> {
  return inTurn(async (query) => {
    const batches = await query<Batch>(
      'SELECT b.id::text, b.node, b.seq::text, b.file, b.inode::text, b.records FROM "NodeBatch" b ORDER BY b.id LIMIT $1',
      [most],
    );
    const marks = new Map<string, { batch: Batch; named: Record<string, Named> }>();
    for (const batch of batches) {
      const key = JSON.stringify([batch.node, batch.file]);
      const mark = marks.get(key) ?? (await readMark(query, batch));
      if (BigInt(batch.seq) > BigInt(mark.batch.seq)) {
        const records = z.array(logRecord).parse(batch.records);
        const place = { node: batch.node, inode: batch.inode };
        const apply = careful ? applyOneByOne : applyBatch;
        marks.set(key, { batch, named: await apply(query, place, records, mark.named, log) });
      }
    }
    if (batches.length > 0) {
      // Last, because the agent waits for this row when it hands over the next batch.
      for (const { batch, named } of marks.values()) {
        await query('UPDATE "NodeCursor" SET "appliedSeq" = $3, state = $4 WHERE node = $1 AND file = $2', [
          batch.node,
          batch.file,
          batch.seq,
          JSON.stringify({ named }),
        ]);
      }
      await query('DELETE FROM "NodeBatch" WHERE id = ANY($1::bigint[])', [batches.map(({ id }) => id)]);
    }
    return batches.length;
  });
}

async function readMark(query: Query, batch: Batch): Promise<{ batch: Batch; named: Record<string, Named> }> {
  const [row] = await query<{ seq: string; state: { named?: Record<string, Named> } }>(
    'SELECT "appliedSeq"::text AS seq, state FROM "NodeCursor" WHERE node = $1 AND file = $2',
    [batch.node, batch.file],
  );
  return { batch: { ...batch, seq: row?.seq ?? '0' }, named: row?.state.named ?? {} };
}

/** A record that the database refuses is left out and named in the worker's log; the others of its batch are taken. */
async function applyOneByOne(
  query: Query,
  place: { node: string; inode: string },
  records: LogRecord[],
  named: Record<string, Named>,
  log: (text: string) => void,
): Promise<Record<string, Named>> {
  let waiting = named;
  for (const record of records) {
    await query('SAVEPOINT one');
    try {
      waiting = await applyBatch(query, place, [record], waiting);
      await query('RELEASE SAVEPOINT one');
    } catch (error) {
      // A deadlock or a full disk says nothing about the record: the whole batch is tried again.
      if (!isRefusal(error)) throw error;
      await query('ROLLBACK TO SAVEPOINT one');
      log(`left out ${record.kind} at ${place.node}:${place.inode}:${record.offset}: ${String(error)}`);
    }
  }
  return waiting;
}
