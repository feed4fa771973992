import type { Basis, RunState } from './shapes';

const day = 86_400_000;
/** A preview older than this no longer shows what is there: count again. */
export const previewHours = 24;

/** Messages that were saved (or received) before this instant are older than the policy allows. */
export function cutoff(policy: { olderThanDays: number }, asOf: Date): Date {
  return new Date(asOf.getTime() - policy.olderThanDays * day);
}

/** Why a run cannot be carried out, or null when it can. */
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
