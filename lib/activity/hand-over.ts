import { db, queries, sql } from '@/lib/db';
import { batchChannel } from '@/lib/dovecot';
import { shortestAddressDays } from './log/policy';
import type { NodeRecord } from './node-record';
import type { NodeTrouble } from './values';

export type { NodeRecord } from './node-record';
export { shortestAddressDays };

/** The committed position in a log file. */
export interface Cursor {
  seq: number;
  inode: bigint;
  offset: number;
}

/** A range of a log file, from its first byte to the byte after its last. */
export interface Part {
  inode: bigint;
  from: number;
  to: number;
}

export async function readCursor(node: string, file: string): Promise<Cursor | null> {
  const row = await db().nodeCursor.findUnique({ where: { node_file: { node, file } } });
  return row && { seq: Number(row.seq), inode: row.inode, offset: Number(row.offset) };
}

/**
 * Stores the records of a range of a log and moves the cursor, in one transaction. Returns the new cursor, or null
 * if another agent has moved it.
 */
export async function handOver(
  { node, file }: { node: string; file: string },
  before: Cursor | null,
  part: Part,
  records: NodeRecord[],
): Promise<Cursor | null> {
  const seq = (before?.seq ?? 0) + (records.length > 0 ? 1 : 0);
  const inode = String(part.inode);
  const { rows } = await sql<{ moved: number }>`
    WITH moved AS (
      INSERT INTO "NodeCursor" AS c (node, file, inode, "offset", seq)
      VALUES (${node}, ${file}, ${inode}, ${part.to}, ${seq})
      ON CONFLICT (node, file) DO UPDATE SET inode = EXCLUDED.inode, "offset" = EXCLUDED."offset", seq = EXCLUDED.seq
        WHERE c.seq = ${before?.seq ?? 0} AND c.inode = ${String(before?.inode ?? 0n)} AND c."offset" = ${before?.offset ?? 0}
      RETURNING 1
    ), added AS (
      INSERT INTO "NodeBatch" (node, seq, file, inode, "fromOffset", records)
      SELECT ${node}, ${seq}::bigint, ${file}, ${inode}::bigint, ${part.from}::bigint,
        ${JSON.stringify(records)}::jsonb
      FROM moved WHERE ${records.length > 0}
      RETURNING pg_notify(${batchChannel}, ${node})
    )
    SELECT (SELECT count(*)::int FROM moved) AS moved, (SELECT count(*) FROM added)`.execute(queries());
  return rows[0]?.moved === 1 ? { seq, inode: part.inode, offset: part.to } : null;
}

/** The heartbeat of an agent, with its faults. */
export async function reportNode(node: {
  name: string;
  version: string;
  agentSince: Date;
  trouble: NodeTrouble | null;
  troubleDetail: string | null;
}): Promise<void> {
  const { name, ...report } = node;
  const seen = { ...report, reportedAt: sql<Date>`now()` };
  await queries()
    .insertInto('Node')
    .columns(['name', 'version', 'agentSince', 'trouble', 'troubleDetail', 'reportedAt'])
    .expression(
      sql`SELECT ${name}, ${report.version}, ${report.agentSince}::timestamptz, ${report.trouble}::text,
        ${report.troubleDetail}::text, now()`,
    )
    .onConflict((conflict) => conflict.column('name').doUpdateSet(seen))
    .execute();
}
