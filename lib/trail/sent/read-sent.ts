import { readSentRows, sentOf } from '@/lib/activity';
import type { SentRow } from '@/lib/activity/shapes';
import { type Actor, demand } from '@/lib/tenancy';
import { loggedMessageIds } from '../message-ids';

/** A message of a mailing list is sent on by every mailbox that redirects it. */
const maxCopies = 20;

/** An outgoing message, or null if there is none in the actor's scope. */
export async function readSent(actor: Actor, sentId: string): Promise<SentRow | null> {
  demand(actor, 'trail:read');
  const [row] = await readSentRows(actor, sentOf(actor).where('s.id', '=', BigInt(sentId)));
  return row ?? null;
}

/** How a message went out, in the actor's scope: once for each time that it was sent. Newest first. */
export async function sentWith(actor: Actor, messageId: string): Promise<SentRow[]> {
  demand(actor, 'trail:read');
  const chosen = sentOf(actor).where('s.messageId', 'in', loggedMessageIds(messageId));
  return readSentRows(actor, chosen.orderBy('s.at', 'desc').orderBy('s.id', 'desc').limit(maxCopies));
}
