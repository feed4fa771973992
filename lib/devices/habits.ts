import type { Protocol, SessionRow } from '@/lib/activity/shapes';
import type { Rhythm, Takes } from './shapes';

/** The data of a session that habits are computed from. */
export type HabitSession = Pick<
  SessionRow,
  'protocol' | 'clientName' | 'startedAt' | 'lastSeenAt' | 'endedAt' | 'fetched' | 'removed' | 'expunged'
>;

export interface Habits {
  takes: Takes;
  rhythm: Rhythm;
  keptDays: number | null;
  keptSample: number;
  downloads: boolean;
  /** Client names that take turns, so that it is more than one program. */
  programs: string[];
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
/** One removed message may be a person's choice. */
const leastRemoved = 2;
/** A mail program over IMAP takes mail away if it removes this share of what arrives. A person removes less. */
const takenShare = 0.8;

/** What the trail knows about a device. */
export interface Traces {
  /** The age (days) of messages that it removed, of those that arrived since it is known. */
  keptDays: number[];
  /** Messages of this week: delivered, fetched by the device, and removed by it from the Inbox for good. */
  delivered: number;
  fetched: number;
  taken: number;
}

/** The habits of one device: computed from its last sessions, in any order, and from what the trail knows. */
export function habitsOf(sessions: HabitSession[], traces: Traces): Habits {
  const { keptDays, fetched, delivered } = traces;
  const inOrder = [...sessions]
    .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
    .slice(-latelySessions);
  const protocol = inOrder[0]?.protocol;
  return {
    takes: takes(protocol, inOrder, traces),
    rhythm: rhythm(inOrder),
    keptDays: keptDays.length > 0 ? median(keptDays) : null,
    keptSample: keptDays.length,
    downloads:
      (protocol === 'imap' || protocol === 'pop3') && delivered >= wholeLeast && fetched >= delivered * wholeShare,
    programs: programs(inOrder),
  };
}

export function removals(session: Pick<SessionRow, 'removed' | 'expunged'>): number {
  return Math.max(session.removed, session.expunged);
}

/** Names to which the device returned after another one. An update changes the name once. */
function programs(inOrder: HabitSession[]): string[] {
  const turns: string[] = [];
  for (const { clientName } of inOrder) if (clientName && clientName !== turns.at(-1)) turns.push(clientName);
  const names = [...new Set(turns)];
  return turns.length > names.length ? names : [];
}

/** What a device does to mail on the server. */
function takes(protocol: Protocol | undefined, group: HabitSession[], traces: Traces): Takes {
  if (protocol === 'submission') return 'sends';
  if (protocol === 'sieve') return 'filters';
  if (protocol === 'imap') return takesByImap(traces);
  if (protocol !== 'pop3') return 'looks';
  const removing = group.filter((session) => removals(session) > 0);
  const fetching = group.filter(({ fetched }) => fetched);
  const removed = removing.reduce((sum, session) => sum + removals(session), 0);
  if (removed < leastRemoved) return fetching.length > 0 ? 'leaves' : 'not-seen';
  const age = ageOf(traces);
  if (age) return age;
  // At once: the session removes messages that it fetched itself. Later: it removes messages of an earlier session.
  const immediate = removing.filter((session) => session.fetched && removals(session) <= session.fetched);
  const without = fetching.filter((session) => removals(session) === 0);
  return immediate.length * 2 >= removing.length && without.length <= immediate.length ? 'at-once' : 'later';
}

/**
 * Over IMAP, people remove messages as well, and most programs move them to Trash. A program that is set to take mail
 * off the server (fetchmail, getmail, "download and delete") removes nearly all that arrives, after it has fetched it.
 */
function takesByImap(traces: Traces): Takes {
  const { delivered, fetched, taken } = traces;
  if (taken < leastRemoved || taken < delivered * takenShare || fetched < taken * takenShare) return 'looks';
  return ageOf(traces) ?? 'at-once';
}

/** A program that keeps messages for some days shows it by their age. */
function ageOf({ keptDays }: Traces): 'later' | null {
  return keptDays.length >= leastRemoved && median(keptDays) >= 0.9 ? 'later' : null;
}

/**
 * The rhythm of a device: the median gap between starts, with the middle half of the gaps as its spread. Only mail
 * programs have a rhythm. Webmail, sending and filters depend on a person.
 */
function rhythm(inOrder: HabitSession[]): Rhythm {
  const protocol = inOrder[0]?.protocol;
  if (protocol !== 'imap' && protocol !== 'pop3') return { kind: 'irregular' };
  const visits = visitsOf(inOrder);
  const durations = visits.map(({ seconds }) => seconds);
  const all = gaps(visits.map(({ at }) => at));
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
  const stays = visits.some(({ seconds, open }) => open && seconds >= 600);
  return median(durations) >= 600 || stays ? { kind: 'stays' } : { kind: 'irregular' };
}

/** Several connections that a program opens at the same instant are one visit, which lasts as long as the longest. */
function visitsOf(inOrder: HabitSession[]): { at: number; seconds: number; open: boolean }[] {
  const visits: { at: number; seconds: number; open: boolean }[] = [];
  for (const { startedAt, endedAt, lastSeenAt } of inOrder) {
    const at = Date.parse(startedAt) / 1000;
    const seconds = Date.parse(endedAt ?? lastSeenAt) / 1000 - at;
    const last = visits.at(-1);
    if (last && at - last.at < burstSeconds) {
      last.open ||= endedAt === null;
      last.seconds = Math.max(last.seconds, seconds);
    } else visits.push({ at, seconds, open: endedAt === null });
  }
  return visits;
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
