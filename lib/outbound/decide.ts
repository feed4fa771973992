import { type Level, type Limits, levels, type Period, type PeriodUse, periods } from './shapes';

/** Counts are kept in slots of this length. An hour is the current slot and the five before it. */
export const slotMs = 600_000;
const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
const lengths: Record<Period, number> = { hour: hourMs, day: dayMs };

export interface Slot {
  /** Its start. */
  at: Date;
  recipients: number;
}

/** What the limit of a mailbox, or of what it belongs to, is compared with. */
export interface Account {
  level: Level;
  limits: Limits;
  /** The last day. */
  slots: readonly Slot[];
}

/** A limit that a message would exceed. */
export interface Over {
  level: Level;
  period: Period;
  used: number;
  limit: number;
  /** When it fits; null if it never does. */
  freeAt: Date | null;
}

export function startOfSlot(now: Date): Date {
  return new Date(Math.floor(now.getTime() / slotMs) * slotMs);
}

const counts = (slot: Slot, period: Period, now: Date) => now.getTime() - slot.at.getTime() < lengths[period];

/** What was sent to in the last hour or day, to the precision of a slot. */
export function usedOf(slots: readonly Slot[], period: Period, now: Date): number {
  return slots.filter((slot) => counts(slot, period, now)).reduce((sum, { recipients }) => sum + recipients, 0);
}

/** The smallest limit of these levels in a period; the smaller level first, because its administrator can do most. */
export function lowestOf(
  accounts: readonly Pick<Account, 'level' | 'limits'>[],
  period: Period,
): { level: Level; limit: number } | null {
  const all = accounts.map(({ level, limits }) => ({ level, limit: limits[period] }));
  return all.sort((a, b) => a.limit - b.limit || levels.indexOf(a.level) - levels.indexOf(b.level))[0] ?? null;
}

/** What the first of these accounts has used, of how much. The others are above it. Null if there is none. */
export function useOf(
  [account, ...above]: readonly Account[],
  now: Date,
): ({ level: Level } & Record<Period, PeriodUse>) | null {
  if (!account) return null;
  const { level, limits, slots } = account;
  const period = (each: Period): PeriodUse => {
    const lowest = lowestOf(above, each);
    return {
      used: usedOf(slots, each, now),
      limit: limits[each],
      above: lowest && lowest.limit < limits[each] ? lowest : null,
    };
  };
  return { level, hour: period('hour'), day: period('day') };
}

/** The limit that a message to so many recipients exceeds, or null. The smallest owner comes first: it can do most. */
export function overLimit(accounts: readonly Account[], recipients: number, now: Date): Over | null {
  for (const level of levels) {
    for (const { limits, slots } of accounts.filter((each) => each.level === level)) {
      for (const period of periods) {
        const used = usedOf(slots, period, now);
        const limit = limits[period];
        if (used + recipients <= limit) continue;
        return { level, period, used, limit, freeAt: freeAt(slots, period, limit - recipients, now) };
      }
    }
  }
  return null;
}

/** When no more than `fitting` recipients of these slots count any longer. */
function freeAt(slots: readonly Slot[], period: Period, fitting: number, now: Date): Date | null {
  if (fitting < 0) return null;
  let used = usedOf(slots, period, now);
  const counted = slots.filter((slot) => counts(slot, period, now));
  for (const { at, recipients } of counted.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    used -= recipients;
    if (used <= fitting) return new Date(at.getTime() + lengths[period]);
  }
  return null;
}

/** What was sent to from one network within the last minutes, with the message that is being sent. */
export interface Burst {
  messages: number;
  recipients: number;
  /** Since the first of them. */
  seconds: number;
  network: string;
}

export interface Habit {
  /** The most recipients in an hour of the last 30 days, without the last hour. */
  maxPerHour: number;
  /** Whether the account has signed in from this network before today. */
  networkKnown: boolean;
  /** Whether it has signed in from any network before today. Without it, there is no habit to compare with. */
  hasHistory: boolean;
}

export const burstMs = 600_000;
/** Fewer recipients are an invitation to a party, also for somebody who never writes. */
export const minJump = 150;
const jumpFactor = 10;
/** A network counts as used after a day: the sender who is to be judged has just signed in from it. */
export const knownAfterMs = 24 * hourMs;

/** Whether an account sends as it never did: a stolen password, more likely than its owner. */
export function isJump({ recipients }: Burst, { maxPerHour, networkKnown, hasHistory }: Habit): boolean {
  return hasHistory && !networkKnown && recipients > Math.max(minJump, jumpFactor * maxPerHour);
}
