import { sql } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import type { DeferredMail } from '../shapes';
import { sentOf } from './sent';

/** Domains that are named. */
const maxDomains = 3;

/** The messages of the actor's scope that are deferred. */
export async function readDeferredMail(actor: Actor): Promise<DeferredMail> {
  demand(actor, 'trail:read');
  // Where an alias leads may be a secret, so the domain is that which the sender wrote.
  const domain = sql<string>`lower(substring(COALESCE(a."originalRecipient", a.recipient) from '[^@]*$'))`;
  const waiting = sentOf(actor)
    .innerJoin('SentAttempt as a', 'a.sentId', 's.id')
    .where('s.endedAt', 'is', null)
    .where('a.latest', '=', true)
    .where('a.state', '=', 'deferred');
  const [oldest, count, where] = await Promise.all([
    waiting.select(['s.id', 's.at']).orderBy('s.at').orderBy('s.id').limit(1).executeTakeFirst(),
    waiting.select(sql<number>`count(DISTINCT s.id)::int`.as('count')).executeTakeFirst(),
    waiting
      .select([domain.as('domain'), sql<number>`count(DISTINCT s.id)::int`.as('messages')])
      .groupBy(domain)
      .orderBy('messages', 'desc')
      .orderBy('domain')
      .limit(maxDomains)
      .execute(),
  ]);
  return {
    messages: count?.count ?? 0,
    oldest: oldest ? { id: String(oldest.id), at: oldest.at.toISOString() } : null,
    where,
  };
}
