import { z } from 'zod';
import { db, transaction } from '@/lib/db';
import { Refusal } from '@/lib/errors';
import { define } from '@/lib/jobs';
import type { Actor } from '@/lib/tenancy';
import { restoreMessage } from '../restore-message';
import { restoreJobName } from './start-restore';

/** Messages between two updates of the receipt. Each needs a command to the mail server. */
const batchSize = 10;

/** Restores the messages of a receipt, line by line; each is audited. Another run continues with the lines left. */
export const restoreJob = define(
  restoreJobName,
  z.object({ restoreId: z.uuid(), actor: z.custom<Actor>((value) => typeof value === 'object' && value !== null) }),
  async ({ restoreId, actor }) => {
    const receipt = await db().restore.findUnique({ where: { id: restoreId } });
    if (!receipt || receipt.finishedAt) return;
    for (;;) {
      const lines = await db().restoreLine.findMany({
        where: { restoreId, outcome: null },
        orderBy: { number: 'asc' },
        take: batchSize,
      });
      if (lines.length === 0) break;
      const outcomes: { number: number; outcome: string }[] = [];
      // One at a time: they all change the folders of one mailbox.
      for (const { number, eventId } of lines) outcomes.push({ number, outcome: await restoreOne(actor, eventId) });
      await transaction(async (tx) => {
        for (const { number, outcome } of outcomes)
          await tx.restoreLine.update({ where: { restoreId_number: { restoreId, number } }, data: { outcome } });
        await tx.restore.update({
          where: { id: restoreId },
          data: {
            done: { increment: outcomes.length },
            restored: { increment: outcomes.filter(({ outcome }) => outcome === 'restored').length },
          },
        });
      });
    }
    await db().restore.update({ where: { id: restoreId }, data: { finishedAt: new Date() } });
  },
);

/** A message that cannot be restored does not stop the others. */
async function restoreOne(actor: Actor, eventId: bigint): Promise<string> {
  try {
    const { restored } = await restoreMessage(actor, { eventId: String(eventId) });
    return restored > 0 ? 'restored' : 'gone';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.details.reason === 'not-recoverable' ? 'gone' : error.code;
  }
}
