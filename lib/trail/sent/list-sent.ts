import { readSentRows, sentBefore, sentOf, sentState, sentTo } from '@/lib/activity';
import { containing, withinDays } from '@/lib/db';
import { type Actor, demand } from '@/lib/tenancy';
import { type SentPage, type SentQuery, sentQuery } from '../shapes';

/** A page of outgoing messages, newest first. */
export async function listSent(actor: Actor, query: SentQuery): Promise<SentPage> {
  demand(actor, 'trail:read');
  const { mailboxId, search, state, days, before, take } = sentQuery.parse(query);
  let chosen = sentOf(actor);
  if (mailboxId) chosen = chosen.where('s.mailboxId', '=', mailboxId);
  if (state) chosen = chosen.where(sentState(state));
  if (days.from || days.to) chosen = chosen.where(withinDays('s.at', days));
  const text = search.trim();
  if (text) {
    const pattern = containing(text);
    chosen = chosen.where(({ or, eb }) =>
      or([
        eb('s.account', 'ilike', pattern),
        eb('s.sender', 'ilike', pattern),
        eb('s.subject', 'ilike', pattern),
        eb('s.messageId', 'ilike', pattern),
        eb('s.queueId', '=', text),
        sentTo(actor, pattern),
      ]),
    );
  }
  if (before) chosen = chosen.where(sentBefore(before));
  const newestFirst = chosen.orderBy('s.at', 'desc').orderBy('s.id', 'desc');
  const rows = await readSentRows(actor, newestFirst.limit(take + 1));
  return { rows: rows.slice(0, take), more: rows.length > take };
}
