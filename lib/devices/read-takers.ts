import { allEvents, eventsOf } from '@/lib/activity';
import { queries, sql } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import type { Taker } from './shapes';

/** Mail that went earlier is no surprise to an empty Inbox. */
const days = 7;
const maxTakers = 5;

/**
 * The devices that took mail out of the owner's Inbox in the last days, those that took most first. What a person
 * removes in webmail, or in a program that leaves mail on the server, is not taken.
 */
export async function readTakers(actor: Actor): Promise<Taker[]> {
  demand(actor, 'session:read');
  if (!actor.mailboxId) return [];
  const restored = allEvents()
    .where(sql<boolean>`e."mailboxId" = r."mailboxId" AND e."messageId" = r."messageId" AND e.at > r.at`)
    .where('e.kind', '=', 'restored')
    .select('e.id');
  const removed = eventsOf(actor)
    .where('e.mailboxId', '=', actor.mailboxId)
    .where('e.kind', '=', 'removed')
    .where('e.folder', '=', 'INBOX')
    .where('e.sessionId', 'is not', null)
    .where(sql<boolean>`e.at > now() - make_interval(days => ${days}::int)`)
    .select(['e.mailboxId', 'e.messageId', 'e.sessionId', 'e.at']);
  const rows = await queries()
    .selectFrom(removed.as('r'))
    .innerJoin('DeviceOfSession as x', 'x.sessionId', 'r.sessionId')
    .innerJoin('Device as part', 'part.id', 'x.deviceId')
    .innerJoin('Device as d', 'd.id', 'x.leadId')
    .leftJoin('CredentialName as c', 'c.credential', 'd.credential')
    .where(({ or, eb }) =>
      or([
        eb('part.protocol', '=', 'pop3'),
        eb('part.protocol', '=', 'imap').and('part.takes', 'in', ['at-once', 'later']),
      ]),
    )
    .where(({ not, exists }) => not(exists(restored)))
    .groupBy(['d.id', 'c.name', 'part.protocol'])
    .select(['d.id as deviceId', 'd.mailboxId', 'd.name', 'd.clientName', 'd.clientVersion', 'd.remoteIp'])
    .select(['c.name as credentialLabel', 'part.protocol'])
    .select([sql<number>`count(*)::int`.as('count'), sql<Date>`min(r.at)`.as('since')])
    .orderBy('count', 'desc')
    .limit(maxTakers)
    .execute();
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString() }));
}
