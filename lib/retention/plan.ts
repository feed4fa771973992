import type { Basis, RunState } from './shapes';

const day = 86_400_000;
/** A preview older than this no longer shows what is in the mailboxes. */
export const previewHours = 24;

/** Messages that were saved (or received) before this instant are older than the policy allows. */
export function cutoff(policy: { olderThanDays: number }, asOf: Date): Date {
  return new Date(asOf.getTime() - policy.olderThanDays * day);
}

/** Why a run cannot be started, or null when it can. */
export function whyNot(
  run: { state: RunState; asOf: Date; messages: number },
  policy: { enabled: boolean },
  now: Date,
): 'not-counted' | 'already-carried-out' | 'too-old' | 'nothing-to-remove' | 'policy-off' | null {
  if (run.state === 'counting' || run.state === 'failed') return 'not-counted';
  if (run.state === 'removing' || run.state === 'removed') return 'already-carried-out';
  if (!policy.enabled) return 'policy-off';
  if (run.messages === 0) return 'nothing-to-remove';
  if (now.getTime() - run.asOf.getTime() > previewHours * 3_600_000) return 'too-old';
  return null;
}

/** The reason that a message carries in the list: which rule it falls under, in terms the page puts into words. */
export function reasonOf(policy: { folder: string; olderThanDays: number; basis: Basis }): string {
  return `${policy.basis}:${policy.olderThanDays}:${policy.folder}`;
}

/** A message as the node lists it. */
interface Found {
  uid: number;
  guid: string;
  messageId: string;
  sender: string;
  subject: string;
  at: string;
  size: number;
}

/** The rows of a preview: one for each message that the policy would remove from a mailbox. */
export function planItems(
  found: Found[],
  context: {
    runId: string;
    mailbox: { id: string; address: string };
    policy: { folder: string; olderThanDays: number; basis: Basis };
  },
) {
  const { runId, mailbox, policy } = context;
  const reason = reasonOf(policy);
  return found.map(({ uid, guid, messageId, sender, subject, at, size }) => ({
    runId,
    mailboxId: mailbox.id,
    address: mailbox.address,
    folder: policy.folder,
    uid,
    guid,
    messageId: messageId || null,
    sender: sender || null,
    subject: subject || null,
    at,
    size,
    reason,
  }));
}

export function totalSize(items: { size: number }[]): number {
  return items.reduce((sum, { size }) => sum + size, 0);
}

/** Messages that an earlier attempt may have removed: it tried, and the node does not report them now. */
export function uncertainItems<T extends { state: string; guid: string }>(items: T[], gone: ReadonlySet<string>): T[] {
  return items.filter(({ state, guid }) => state === 'removing' && !gone.has(guid));
}

export interface Outcome<T> {
  removed: T[];
  /** Still in the mailbox, or removed by somebody else. */
  remaining: T[];
}

export function outcomeOf<T extends { guid: string }>(items: T[], gone: ReadonlySet<string>): Outcome<T> {
  return {
    removed: items.filter(({ guid }) => gone.has(guid)),
    remaining: items.filter(({ guid }) => !gone.has(guid)),
  };
}
