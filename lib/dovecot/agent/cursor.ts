import { pool } from '@/lib/db';
import { batchChannel } from '../channels';
import type { LogRecord } from '../records';
import type { Chunk } from './tail';

/** What is committed of one log file. */
export interface Cursor {
  seq: number;
  inode: bigint;
  offset: number;
}

export async function readCursor(node: string, file: string): Promise<Cursor | null> {
  const { rows } = await pool().query<{ seq: string; inode: string; offset: string }>(
    'SELECT seq, inode, "offset" FROM "NodeCursor" WHERE node = $1 AND file = $2',
    [node, file],
  );
  const [row] = rows;
  return row ? { seq: Number(row.seq), inode: BigInt(row.inode), offset: Number(row.offset) } : null;
}

/**
 * Hands over a batch and moves the cursor behind it, both or neither, and only if the cursor still stands where this
 * agent believes it to be. Answers the new cursor; null when it stood elsewhere.
 */
export async function commitBatch(
  node: string,
  file: string,
  before: Cursor | null,
  chunk: Chunk,
  records: LogRecord[],
): Promise<Cursor | null> {
  const seq = (before?.seq ?? 0) + (records.length > 0 ? 1 : 0);
  const { rows } = await pool().query<{ moved: number }>(
    `WITH moved AS (
       INSERT INTO "NodeCursor" AS c (node, file, inode, "offset", seq) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (node, file) DO UPDATE SET inode = EXCLUDED.inode, "offset" = EXCLUDED."offset", seq = EXCLUDED.seq
         WHERE c.seq = $6 AND c.inode = $7 AND c."offset" = $8
       RETURNING 1
     ), added AS (
       INSERT INTO "NodeBatch" (node, seq, file, inode, "fromOffset", "toOffset", records)
       SELECT $1, $5, $2, $3, $9, $4, $10::json FROM moved WHERE $11
       RETURNING pg_notify('${batchChannel}', $1)
     )
     SELECT (SELECT count(*)::int FROM moved) AS moved, (SELECT count(*) FROM added)`,
    [
      node,
      file,
      String(chunk.inode),
      chunk.to,
      seq,
      before?.seq ?? 0,
      String(before?.inode ?? 0n),
      before?.offset ?? 0,
      chunk.from,
      JSON.stringify(records),
      records.length > 0,
    ],
  );
  return rows[0]?.moved === 1 ? { seq, inode: chunk.inode, offset: chunk.to } : null;
}
