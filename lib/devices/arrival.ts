import { allEvents } from '@/lib/activity';
import { type Queries, sql } from '@/lib/db';

/** When the message of an event came to the mailbox, for a lateral join; `alias` is the event's. */
export function arrivalOf(alias: string, from?: Queries) {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  return allEvents(from)
    .where(sql<boolean>`e."mailboxId" = ${column('mailboxId')}`)
    .where(sql<boolean>`e."messageId" = ${column('messageId')}`)
    .where('e.kind', 'in', ['delivered', 'saved', 'restored'])
    .where(sql<boolean>`e.at <= ${column('at')}`)
    .select('e.at')
    .orderBy('e.at', 'desc')
    .limit(1);
}
