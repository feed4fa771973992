import { addressCuts, allSessions } from '@/lib/activity';
import { queries, sql } from '@/lib/db';
import { cutAddress, wholeAddress } from '@/lib/networks';

/** Rows of one statement, so that it does not block others for long. */
const batchSize = 10_000;

/** Truncates the addresses of devices to their network, with the retention time of the log. */
export async function cutDeviceAddresses(): Promise<void> {
  for (const { ids, to } of await addressCuts()) {
    await sql`UPDATE "Device" d SET "remoteIp" = ${cutAddress('d.remoteIp')}
      WHERE (d."customerId" = ANY(${ids.filter((id) => id !== null)}::uuid[]) OR (${ids.includes(null)} AND d."customerId" IS NULL))
        AND d."lastSeenAt" < ${to} AND ${wholeAddress('d.remoteIp')}`.execute(queries());
  }
}

/** Removes the device references of sessions that log retention has removed. */
export async function forgetOldSessions(): Promise<void> {
  const kept = allSessions().select('s.id').where(sql<boolean>`s.id = x."sessionId" AND s."startedAt" = x."startedAt"`);
  for (let gone = batchSize; gone === batchSize; ) {
    const { numDeletedRows } = await queries()
      .deleteFrom('SessionDevice')
      .where('sessionId', 'in', (from) =>
        from
          .selectFrom('SessionDevice as x')
          .select('x.sessionId')
          // The start of a session may have just been corrected. Its reference is updated within seconds.
          .where(sql<boolean>`x."startedAt" < now() - interval '1 day'`)
          .where(({ not, exists }) => not(exists(kept)))
          .limit(batchSize),
      )
      .executeTakeFirstOrThrow();
    gone = Number(numDeletedRows);
  }
}
