import { z } from 'zod';
import { allEvents } from '@/lib/activity';
import { queries, sql } from '@/lib/db';
import { askNode } from '@/lib/dovecot';
import { define } from '@/lib/jobs';

/** doveadm takes 4 ms for each mailbox of a large request. */
const batchSize = 100;
/** The number of mailboxes for one minute. */
const maxMailboxes = 2000;
/** A node under load answers late, and nobody waits for it. */
const timeoutMs = 60_000;

/**
 * Updates the usage of mailboxes from Dovecot: those with mail events since the last update, and every mailbox once a
 * day.
 */
export const refreshQuotaJob = define(
  'mailboxes.refresh-quota',
  z.object({}),
  async () => {
    const rows = await queries()
      .selectFrom('Mailbox as m')
      .select(['m.node', 'm.address'])
      .where((eb) =>
        eb.or([
          eb('m.usedAt', 'is', null),
          eb('m.usedAt', '<', sql<Date>`now() - interval '1 day'`),
          eb.exists(
            allEvents()
              .select('e.id')
              .where(sql<boolean>`e."mailboxId" = m.id AND e.at > m."usedAt" - interval '10 seconds'`),
          ),
        ]),
      )
      .orderBy('m.usedAt', (order) => order.asc().nullsFirst())
      .limit(maxMailboxes)
      .execute();
    for (const [node, group] of Map.groupBy(rows, (row) => row.node)) {
      const users = group.map(({ address }) => address);
      for (let at = 0; at < users.length; at += batchSize) await refresh(node, users.slice(at, at + batchSize));
    }
  },
  { cron: '* * * * *' },
);

async function refresh(node: string, users: string[]): Promise<void> {
  const used = await askNode(node, 'quota', { users }, { deadline: timeoutMs });
  const asked = sql<{ address: string }>`unnest(${users}::text[])`;
  const answered = sql<{ address: string; bytes: bigint; messages: number }>`unnest(
    ${used.map(({ user }) => user)}::text[],
    ${used.map(({ bytes }) => bytes)}::bigint[],
    ${used.map(({ messages }) => messages)}::int[]
  )`;
  await queries()
    .updateTable('Mailbox as m')
    .from(asked.as<'u'>(sql`u(address)`))
    .leftJoin(answered.as<'x'>(sql`x(address, bytes, messages)`), 'x.address', 'u.address')
    .set(({ fn }) => ({
      usedBytes: fn.coalesce('x.bytes', 'm.usedBytes'),
      usedMessages: fn.coalesce('x.messages', 'm.usedMessages'),
      usedAt: sql<Date>`now()`,
    }))
    .whereRef('m.address', '=', 'u.address')
    .execute();
}
