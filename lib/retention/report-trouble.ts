import { db } from '@/lib/db';
import { Refusal } from '@/lib/errors';

/** Stores on the run why a node refused or could not be reached. The queue retries. */
export async function reportTrouble<T>(runId: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof Refusal) {
      await db().retentionRun.update({
        where: { id: runId },
        data: { trouble: `${error.code}: ${error.details.reason ?? error.details.node ?? ''}` },
      });
    }
    throw error;
  }
}
