import { allFailures, allHandshakes, mailboxesOfHandshakes } from '@/lib/activity';
import { queryTransaction } from '@/lib/db';
import { claimChangedJumps } from '@/lib/outbound';
import { lockCursor, moveCursor } from './cursor';
import { updateFindings } from './update-findings';

const maxFailures = 5000;
const maxHandshakes = 500;

/** Computes the findings of mailboxes with new failed sign-ins. Returns the number of processed failures. */
export function updateForFailures(now: Date): Promise<number> {
  return queryTransaction(async (inside) => {
    const cursor = await lockCursor(inside);
    const rows = await allFailures(inside)
      .select(['f.id', 'f.mailboxId'])
      .where('f.id', '>', cursor.failureId)
      .orderBy('f.id')
      .limit(maxFailures)
      .execute();
    const last = rows[rows.length - 1];
    if (!last) return 0;
    await updateFindings(inside, [...new Set(rows.flatMap(({ mailboxId }) => mailboxId ?? []))], now);
    await moveCursor(inside, { failureId: last.id });
    return rows.length;
  });
}

/** Computes the findings of mailboxes that failed handshakes may concern. Returns the number of processed rows. */
export function updateForHandshakes(now: Date): Promise<number> {
  return queryTransaction(async (inside) => {
    const cursor = await lockCursor(inside);
    const rows = await allHandshakes(inside)
      .select(['h.revision', 'h.remoteIp'])
      .where('h.revision', '>', cursor.handshake)
      .orderBy('h.revision')
      .limit(maxHandshakes)
      .execute();
    const last = rows[rows.length - 1];
    if (!last) return 0;
    const ips = [...new Set(rows.flatMap(({ remoteIp }) => remoteIp ?? []))];
    await updateFindings(inside, await mailboxesOfHandshakes(inside, ips), now);
    await moveCursor(inside, { handshake: last.revision });
    return rows.length;
  });
}

/** Computes the findings of mailboxes whose sending was suspended, or whose suspension was lifted. Returns their number. */
export function updateForJumps(now: Date): Promise<number> {
  return queryTransaction(async (inside) => {
    const changed = await claimChangedJumps(inside, now);
    await updateFindings(inside, changed, now);
    return changed.length;
  });
}

/** Mailboxes in one batch. Findings that expire are closed within an hour. */
const maxMailboxes = 500;

/** Computes the findings of all mailboxes with open ones, so that findings of unused devices are closed. */
export async function reviewFindings(now: Date): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const ids = await queryTransaction(async (inside) => {
      const rows = await inside
        .selectFrom('Finding')
        .select('mailboxId')
        .distinct()
        .where('state', 'in', ['open', 'snoozed'])
        .where('mailboxId', '>', after)
        .orderBy('mailboxId')
        .limit(maxMailboxes)
        .execute();
      const found = rows.map(({ mailboxId }) => mailboxId);
      if (found.length > 0) await updateFindings(inside, found, now);
      return found;
    });
    const last = ids[ids.length - 1];
    if (!last) return;
    after = last;
  }
}
