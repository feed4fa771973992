import type { Basis, RunState } from './shapes';

const day = 86_400_000;
/** Mailboxes change. An older preview must be repeated before a run can start. */
export const maxPreviewHours = 24;

/** Messages that were saved (or received) before this instant are older than the policy allows. */
export function cutoff(policy: { olderThanDays: number }, asOf: Date): Date {
  return new Date(asOf.getTime() - policy.olderThanDays * day);
}

/** The reason why a run cannot start, or null if it can. */
export function startRefusal(
  run: { state: RunState; asOf: Date; messages: number },
  policy: { enabled: boolean },
  now: Date,
): 'not-counted' | 'already-started' | 'too-old' | 'nothing-to-remove' | 'policy-off' | null {
  if (run.state === 'counting' || run.state === 'failed') return 'not-counted';
  if (run.state === 'removing' || run.state === 'removed') return 'already-started';
  if (!policy.enabled) return 'policy-off';
  if (run.messages === 0) return 'nothing-to-remove';
  if (now.getTime() - run.asOf.getTime() > maxPreviewHours * 3_600_000) return 'too-old';
  return null;
}

/** Why the policy removes a message, as a code that the page translates. */
export function reasonOf(policy: { folder: string; olderThanDays: number; basis: Basis }): string {
  return `${policy.basis}:${policy.olderThanDays}:${policy.folder}`;
}

/** A message as listed by the node. */
interface Found {
  uid: number;
  guid: string;
  messageId: string;
  sender: string;
  subject: string;
  at: string;
  size: number;
}

/** The rows of a preview: one for each message in a mailbox that the policy would remove. */
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

/** Messages that an earlier attempt may have removed: it was started, and the node does not report them as removed. */
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
