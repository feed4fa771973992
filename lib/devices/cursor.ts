import type { Queries } from '@/lib/db';

/** Reads and locks the cursor of the device computation, so that only one of several workers continues. */
export function lockCursor(inside: Queries) {
  return inside.selectFrom('DeviceCursor').selectAll().where('id', '=', 1).forUpdate().executeTakeFirstOrThrow();
}

export async function moveCursor(
  inside: Queries,
  to: { revision: bigint; sessionId: bigint } | { failureId: bigint } | { handshake: bigint },
): Promise<void> {
  await inside.updateTable('DeviceCursor').set(to).where('id', '=', 1).execute();
}
