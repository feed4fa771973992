import type { Protocol, SessionRow } from '@/lib/activity/shapes';
import type { Rhythm, Takes } from './shapes';

/** The data of a session that habits are computed from. */
export type HabitSession = Pick<
  SessionRow,
  'protocol' | 'startedAt' | 'lastSeenAt' | 'endedAt' | 'fetched' | 'removed' | 'expunged'
>;

export interface Habits {
  takes: Takes;
  rhythm: Rhythm;
  keptDays: number | null;
  keptSample: number;
  downloads: boolean;
}

/** Habits are computed from the last sessions. For a polling device, this is a few hours. */
export const latelySessions = 24;
/** Sessions that start within this many seconds are one burst, because IMAP clients open several connections. */
const burstSeconds = 5;
/** The rhythm needs at least this many gaps. */
const leastGaps = 3;
/** A longer gap (in medians) is a night or a switched-off device, not part of the rhythm. */
const pauseFactor = 6;
/** A device that fetches this share of the delivered messages, and at least this many, downloads everything. */
const wholeShare = 0.9;
const wholeLeast = 5;

/**
 * The habits of one device: computed from its last sessions in any order, the age of messages that it removed, and
 * the share of this week's messages that it fetched.
 */
export function habitsOf(
  sessions: HabitSession[],
  { keptDays, fetched, delivered }: { keptDays: number[]; fetched: number; delivered: number },
): Habits {
  const inOrder = [...sessions]
    .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
    .slice(-latelySessions);
  const protocol = inOrder[0]?.protocol;
  return {
    takes: takes(protocol, inOrder, keptDays),
    rhythm: rhythm(inOrder),
    keptDays: keptDays.length > 0 ? median(keptDays) : null,
    keptSample: keptDays.length,
    downloads:
      (protocol === 'imap' || protocol === 'pop3') && delivered >= wholeLeast && fetched >= delivered * wholeShare,
  };
}

export function removals(session: Pick<SessionRow, 'removed' | 'expunged'>): number {
  return Math.max(session.removed, session.expunged);
}

/** What a device does to mail on the server. Only POP3 normally removes it. */
function takes(protocol: Protocol | undefined, group: HabitSession[], keptDays: number[]): Takes {
  if (protocol === 'submission') return 'sends';
  if (protocol === 'sieve') return 'filters';
  if (protocol !== 'pop3') return 'looks';
  const removing = group.filter((session) => removals(session) > 0);
  const fetching = group.filter(({ fetched }) => fetched);
  if (removing.length === 0) return fetching.length > 0 ? 'leaves' : 'not-seen';
  // The trail has the age of each removed message. A client that keeps messages for some days shows a constant age.
  if (keptDays.length >= 3 && median(keptDays) >= 0.9) return 'later';
  // At once: the session removes messages that it fetched itself. Later: it removes messages of an earlier session.
  const immediate = removing.filter((session) => session.fetched && removals(session) <= session.fetched);
  const without = fetching.filter((session) => removals(session) === 0);
  return immediate.length * 2 >= removing.length && without.length <= immediate.length ? 'at-once' : 'later';
}

/**
 * The rhythm of a device: the median gap between starts, with the middle half of the gaps as its spread. Only mail
 * programs have a rhythm. Webmail, sending and filters depend on a person.
 */
function rhythm(inOrder: HabitSession[]): Rhythm {
  const protocol = inOrder[0]?.protocol;
  if (protocol !== 'imap' && protocol !== 'pop3') return { kind: 'irregular' };
  const durations = inOrder.map(
    (session) => (Date.parse(session.endedAt ?? session.lastSeenAt) - Date.parse(session.startedAt)) / 1000,
  );
  const starts: number[] = [];
  for (const { startedAt } of inOrder) {
    const at = Date.parse(startedAt) / 1000;
    const last = starts[starts.length - 1];
    if (last === undefined || at - last >= burstSeconds) starts.push(at);
  }
  const all = gaps(starts);
  const usual = all.filter((gap) => gap <= median(all) * pauseFactor);
  if (usual.length >= leastGaps) {
    const every = median(usual);
    const sorted = [...usual].sort((a, b) => a - b);
    const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    if (median(durations) < every / 2 && spread <= every / 2) {
      return { kind: 'polls', everySeconds: Math.round(every), spreadSeconds: Math.round(spread) };
    }
  }
  // Ten minutes: longer than any poll, and IDLE is renewed only every half hour (RFC 2177).
  const stays = inOrder.some(({ endedAt }, index) => (durations[index] ?? 0) >= 600 && endedAt === null);
  return median(durations) >= 600 || stays ? { kind: 'stays' } : { kind: 'irregular' };
}

function gaps(starts: number[]): number[] {
  return starts.slice(1).map((at, index) => at - (starts[index] ?? at));
}

function median(values: number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

function quantile(sorted: number[], share: number): number {
  if (sorted.length === 0) return 0;
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}
