import { allEvents } from '@/lib/activity';
import { type Queries, sql } from '@/lib/db';

/** The arrival of the message of an event, for a lateral join. `alias` is the alias of the event. */
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
