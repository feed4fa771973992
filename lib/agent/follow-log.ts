import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Cursor, handOver, type NodeRecord, readCursor } from '@/lib/activity/hand-over';
import { unreadRecords } from '@/lib/dovecot';
import { log } from '@/lib/log';
import type { Health } from './health';
import { type Chunk, type Line, Tail } from './tail';

/** Delays between retries while PostgreSQL is unavailable. At most a second is lost after it starts. */
const retryMs = [100, 200, 400, 800, 1_000];
/** Before the agent stops, it hands over the rest of the log for at most this long. */
const lastReadMs = 1_500;

/** A record before the position of its line is known. */
export type Unplaced = NodeRecord extends infer One ? (One extends NodeRecord ? Omit<One, 'offset'> : never) : never;

interface Follow {
  node: string;
  file: string;
  health: Health;
  parse: Parse;
}

/** What a line says; null if it is not needed or cannot be read, which is reported. */
export type Parse = (line: string) => { record: Unplaced | null; unread: boolean };

/**
 * Hands over a log until the signal aborts: each batch of records together with the position after it. After a failure
 * it continues at the position in the database, so no batch is lost or written twice.
 */
export async function followLog({ node, file, health, parse }: Follow, signal: AbortSignal): Promise<void> {
  const name = path.basename(file);
  let failures = 0;
  let tail: Tail | undefined;
  let cursor: Cursor | null = null;
  for (;;) {
    try {
      cursor = await readCursor(node, name);
      if (tail) await tail.rewind(cursor);
      else tail = new Tail(file, cursor);
      if (failures > 0) log.info(`database is back, continuing at ${cursor?.offset ?? 0}`);
      failures = 0;
      let until = Number.POSITIVE_INFINITY;
      while (Date.now() < until) {
        const chunk = await tail.next(signal);
        if (signal.aborted) {
          until = Math.min(until, Date.now() + lastReadMs);
          if (!chunk) break;
        }
        if (!chunk) continue;
        const records = readChunk(chunk, parse);
        const moved = await handOver({ node, file: name }, cursor, chunk, records);
        health.displaced = !moved;
        if (!moved) throw new Error('another agent reports for this node');
        cursor = moved;
      }
      await tail.close();
      return;
    } catch (error) {
      if (signal.aborted) {
        await tail?.close().catch(() => {});
        return;
      }
      if (failures === 0) log.error(`cannot hand over: ${error instanceof Error ? error.message : String(error)}`);
      const pause = retryMs[Math.min(failures, retryMs.length - 1)] ?? 1_000;
      failures += 1;
      await wait(pause, undefined, { signal }).catch(() => {});
    }
  }
}

function readChunk(chunk: Chunk, parse: Parse): NodeRecord[] {
  const records: NodeRecord[] = [];
  const unread: Line[] = [];
  for (const line of chunk.lines) {
    const read = parse(line.text);
    if (read.record) records.push({ ...read.record, offset: line.offset } as NodeRecord);
    if (read.unread) unread.push(line);
  }
  return [...records, ...unreadRecords(unread)];
}
