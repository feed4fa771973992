import type { Queries } from '@/lib/db';

/** Up to where devices are computed, held until the transaction ends: of several workers one goes on from here. */
export function lockCursor(inside: Queries) {
  return inside.selectFrom('DeviceCursor').selectAll().where('id', '=', 1).forUpdate().executeTakeFirstOrThrow();
}

export async function moveCursor(
  inside: Queries,
  to: { revision: bigint; sessionId: bigint } | { failureId: bigint },
): Promise<void> {
  await inside.updateTable('DeviceCursor').set(to).where('id', '=', 1).execute();
}
