import { addressCuts, allSessions } from '@/lib/activity';
import { cutAddress, queries, sql, wholeAddress } from '@/lib/db';

/** Rows that go in one statement, so that none of them holds anybody up. */
const batchSize = 10_000;

/** Devices that were last seen when addresses are already cut keep only the network of theirs. */
export async function cutDeviceAddresses(): Promise<void> {
  for (const { ids, to } of await addressCuts()) {
    await sql`UPDATE "Device" d SET "remoteIp" = ${cutAddress('d.remoteIp')}
      WHERE (d."customerId" = ANY(${ids.filter((id) => id !== null)}::uuid[]) OR (${ids.includes(null)} AND d."customerId" IS NULL))
        AND d."lastSeenAt" < ${to} AND ${wholeAddress('d.remoteIp')}`.execute(queries());
  }
}

/** Of sessions that the log no longer has, nothing is left to belong to a device. */
export async function forgetOldSessions(): Promise<void> {
  const kept = allSessions().select('s.id').where(sql<boolean>`s.id = x."sessionId" AND s."startedAt" = x."startedAt"`);
  for (let gone = batchSize; gone === batchSize; ) {
    const { numDeletedRows } = await queries()
      .deleteFrom('SessionDevice')
      .where('sessionId', 'in', (from) =>
        from
          .selectFrom('SessionDevice as x')
          .select('x.sessionId')
          // A session whose start has just been corrected is looked up by its new start within seconds.
          .where(sql<boolean>`x."startedAt" < now() - interval '1 day'`)
          .where(({ not, exists }) => not(exists(kept)))
          .limit(batchSize),
      )
      .executeTakeFirstOrThrow();
    gone = Number(numDeletedRows);
  }
}
