import type { NodeTrouble } from '@/lib/activity/values';

/** What the agent knows about its own sight. */
export interface Health {
  /** The log file is not there or cannot be read. */
  logMissing: boolean;
  /** A login line came that lacks what Milepost's configuration puts into it. */
  unreadableLogin: boolean;
  /** The cursor was moved by somebody else. */
  displaced: boolean;
  /** What doveadm's last failure said, null after a success. */
  doveadm: string | null;
}

/** The worst trouble, as the panel names it, with what the mail server said. */
export function troubleOf(health: Health): { trouble: NodeTrouble | null; troubleDetail: string | null } {
  const trouble = health.displaced
    ? 'displaced'
    : health.logMissing
      ? 'log-missing'
      : health.unreadableLogin
        ? 'session-id-missing'
        : health.doveadm
          ? 'doveadm'
          : null;
  return { trouble, troubleDetail: trouble === 'doveadm' ? health.doveadm : null };
}
