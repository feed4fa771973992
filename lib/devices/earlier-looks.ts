import { matches, queries, sql } from '@/lib/db';
import { type Actor, scope } from '@/lib/tenancy';
import { sessionsWithDevice } from './sessions-of-device';
import type { Day, DayMark } from './shapes';

/** Messages that are followed into the days before. A program that takes a whole mailbox away removes thousands. */
const maxMessages = 300;
/** Devices of a mailbox, and sessions of each before a message arrived, one of which may have been open then. */
const maxDevices = 30;
const maxOpen = 20;

/**
 * For messages that were removed this day and arrived on a day before: when each device that reads first checked for
 * mail between. An open connection shows a message at once, except POP3 (RFC 1939, 3).
 */
export async function readEarlierLooks(
  actor: Actor,
  mailboxId: string,
  marks: DayMark[],
  from: Date,
): Promise<Day['looks']> {
  const messages = marks.flatMap(({ messageId, cameAt }) =>
    messageId !== null && cameAt !== null && cameAt < from.getTime() ? [{ messageId, came: new Date(cameAt) }] : [],
  );
  if (messages.length === 0) return [];
  const devices = queries()
    .selectFrom('Device as d')
    .select(['d.id', 'd.protocol'])
    .where('d.mailboxId', '=', mailboxId)
    .where('d.protocol', 'in', ['imap', 'pop3', 'webmail'])
    .where(matches('d', scope(actor)))
    .orderBy('d.lastSeenAt', 'desc')
    .limit(maxDevices);
  const before = sessionsWithDevice()
    .where(sql<boolean>`x."deviceId" = d.id AND x."startedAt" < m.came AND d.protocol <> 'pop3'`)
    .orderBy('x.startedAt', 'desc')
    .limit(maxOpen)
    .select(['s.endedAt']);
  const open = queries()
    .selectFrom(before.as('b'))
    .where(sql<boolean>`coalesce(b."endedAt", now()) > m.came`)
    // Not an aggregate, which would belong to the query around it.
    .select(sql<Date>`m.came`.as('at'))
    .limit(1);
  const next = queries()
    .selectFrom('SessionDevice as n')
    .where(sql<boolean>`n."deviceId" = d.id AND n."startedAt" >= m.came`)
    .where('n.startedAt', '<', from)
    .select(sql<Date>`min(n."startedAt")`.as('at'));
  const rows = await queries()
    .selectFrom(
      sql<{
        messageId: string;
        came: Date;
      }>`jsonb_to_recordset(${JSON.stringify(messages.slice(-maxMessages))}::jsonb)`.as<'m'>(
        sql`m("messageId" text, came timestamptz)`,
      ),
    )
    .innerJoin(devices.as('d'), (join) => join.onTrue())
    .select(['m.messageId', 'd.id as deviceId'])
    .select(sql<Date | null>`coalesce(${open}, ${next})`.as('at'))
    .execute();
  return rows.flatMap(({ at, ...row }) => (at ? [{ ...row, at: at.getTime() }] : []));
}
