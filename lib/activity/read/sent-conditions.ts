import { sql } from '@/lib/db';
import { type Actor, scope } from '@/lib/tenancy';

// Conditions on messages `s` of `sentOf`.

/**
 * Whether the actor may know where an alias (of attempt `a`) leads: staff, and who administers the domain of the alias. Its
 * senders may not, wherever they are.
 */
export function revealed(actor: Actor) {
  const { role } = actor;
  if (role === 'system' || role === 'staff_admin' || role === 'staff_auditor') return sql<boolean>`true`;
  if (role === 'owner') return sql<boolean>`a."originalRecipient" IS NULL`;
  const { customerId, resellerId } = scope(actor);
  const within = customerId
    ? sql`d."customerId" = ${customerId}::uuid`
    : sql`d."resellerId" = ${resellerId ?? null}::uuid`;
  return sql<boolean>`(a."originalRecipient" IS NULL OR EXISTS (SELECT 1 FROM "DomainDirectory" d
    WHERE d.name = lower(substring(a."originalRecipient" from '[^@]*$')) AND ${within}))`;
}

/** Whether a recipient waits for a server, or did not get the message. */
export function sentState(state: 'deferred' | 'failed') {
  const ofRecipient =
    state === 'deferred'
      ? sql`a.state = 'deferred' AND s."endedAt" IS NULL`
      : sql`(a.state = 'bounced' OR (a.state = 'deferred' AND s."endedAt" IS NOT NULL))`;
  return sql<boolean>`EXISTS (SELECT 1 FROM "SentAttempt" a WHERE a."sentId" = s.id AND a.latest AND ${ofRecipient})`;
}

/** Whether a recipient is like the pattern. Nobody finds out by a search where an alias of somebody else leads. */
export function sentTo(actor: Actor, pattern: string) {
  return sql<boolean>`(EXISTS (SELECT 1 FROM unnest(s.recipients) r WHERE r ILIKE ${pattern})
    OR EXISTS (SELECT 1 FROM "SentAttempt" a WHERE a."sentId" = s.id AND (a."originalRecipient" ILIKE ${pattern}
      OR (a.recipient ILIKE ${pattern} AND ${revealed(actor)}))))`;
}

/** The messages after a row of a list, newest first. The row has microseconds; `at` is used only if it was removed. */
export function sentBefore({ id, at }: { id: string; at: string }) {
  return sql<boolean>`(s.at, s.id) < (COALESCE((SELECT l.at FROM "SentMessage" l WHERE l.id = ${id}::bigint),
    ${at}::timestamptz), ${id}::bigint)`;
}
