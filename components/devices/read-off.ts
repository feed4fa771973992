import { doerOf } from '@/lib/activity/values';
import type { Day, DayBar, DayMark } from '@/lib/devices/shapes';
import { protocolFacts } from '@/lib/protocols/values';

/** When one device could first have seen a message, and whether it was still there. */
export interface Look {
  deviceId: string;
  at: number;
  found: 'there' | 'gone' | 'took';
}

/** One message of a day: when it arrived, which device removed it, and when each other device checked for mail. */
export interface ReadOff {
  key: string;
  subject: string | null;
  sender: string | null;
  messageId: string | null;
  /** Which message it was cannot be told. */
  unclear: boolean;
  deliveredAt: number | null;
  removedAt: number | null;
  removedBy: string | null;
  /** Who removed it when no device did: panel, retention, doveadm, lmtp … */
  removedService: string | null;
  restoredAt: number | null;
  looks: Look[];
  /** Devices that have not checked since it arrived. */
  waiting: string[];
}

/**
 * Derives from a day's data, for each message that arrived or left, who removed it and when the other devices checked.
 * A connection that was open when the message arrived shows it at once, except POP3, which shows the state at its start
 * (RFC 1939, 3).
 */
export function readOff(
  day: Pick<Day, 'bars' | 'marks' | 'looks'>,
  /** The device that each part is shown as. */
  leads: ReadonlyMap<string, string> = new Map(),
): ReadOff[] {
  const leadOf = (id: string) => leads.get(id) ?? id;
  const lanes = new Map<string, DayBar[]>();
  for (const bar of day.bars) {
    // Devices that send or filter do not check for mail.
    if (!bar.deviceId || !protocolFacts[bar.protocol].reads) continue;
    const list = lanes.get(leadOf(bar.deviceId));
    if (list) list.push(bar);
    else lanes.set(leadOf(bar.deviceId), [bar]);
  }
  const earlier = new Map<string, Map<string, number>>();
  for (const { messageId, deviceId, at } of day.looks) {
    const list = earlier.get(messageId) ?? new Map<string, number>();
    list.set(leadOf(deviceId), Math.min(at, list.get(leadOf(deviceId)) ?? at));
    earlier.set(messageId, list);
  }
  const messages = new Map<string, ReadOff>();
  for (const mark of day.marks) {
    if (mark.kind === 'moved') continue;
    const key = mark.messageId ?? mark.id;
    const message = messages.get(key) ?? messageOf(key, mark);
    if (mark.kind === 'delivered') message.deliveredAt ??= mark.at;
    if (mark.kind === 'restored') message.restoredAt = mark.at;
    if (mark.kind === 'removed' && message.removedAt === null) {
      message.removedAt = mark.at;
      message.removedBy = mark.deviceId && leadOf(mark.deviceId);
      message.deliveredAt ??= mark.cameAt;
      message.removedService = mark.deviceId ? null : doerOf(mark);
    }
    messages.set(key, message);
  }
  return [...messages.values()].map((message) => looks(message, lanes, earlier.get(message.key) ?? new Map()));
}

function messageOf(key: string, { subject, sender, messageId, unclear }: DayMark): ReadOff {
  return {
    key,
    subject,
    sender,
    messageId,
    unclear,
    deliveredAt: null,
    removedAt: null,
    removedBy: null,
    removedService: null,
    restoredAt: null,
    looks: [],
    waiting: [],
  };
}

function looks(message: ReadOff, lanes: Map<string, DayBar[]>, earlier: Map<string, number>): ReadOff {
  const { deliveredAt, removedAt, removedBy } = message;
  const found: Look[] = [];
  const waiting: string[] = [];
  for (const deviceId of new Set([...lanes.keys(), ...earlier.keys()])) {
    if (deviceId === removedBy && removedAt !== null) {
      found.push({ deviceId, at: removedAt, found: 'took' });
      continue;
    }
    // The log may begin after it arrived.
    if (deliveredAt === null) continue;
    const at = earlier.get(deviceId) ?? firstLook(lanes.get(deviceId) ?? [], deliveredAt);
    if (at === null) waiting.push(deviceId);
    else found.push({ deviceId, at, found: removedAt === null || at < removedAt ? 'there' : 'gone' });
  }
  return { ...message, looks: found.sort((a, b) => a.at - b.at), waiting };
}

function firstLook(bars: DayBar[], since: number): number | null {
  let first: number | null = null;
  for (const bar of bars) {
    const open = bar.protocol !== 'pop3' && bar.from <= since && (bar.live || bar.to > since);
    const at = open ? since : bar.from >= since ? bar.from : null;
    if (at !== null && (first === null || at < first)) first = at;
  }
  return first;
}
