import type { NodeTrouble } from '@/lib/activity/values';

/** Faults that prevent the agent from reading the log or using doveadm. */
export interface Health {
  /** The log file does not exist or cannot be read. */
  logMissing: boolean;
  /** A login line lacks the fields that Milepost's configuration adds. */
  unreadableLogin: boolean;
  /** Another agent moved the cursor. */
  displaced: boolean;
  /** The last failure of doveadm, or null after a success. */
  doveadm: string | null;
  /** The first entry of the audit that is not what was anchored, or the line of the anchors; null while all holds. */
  auditWrong: string | null;
}

/** The most serious fault as its code, with the detail that the mail server gave. */
export function troubleOf(health: Health): { trouble: NodeTrouble | null; troubleDetail: string | null } {
  const trouble = health.auditWrong
    ? 'audit-wrong'
    : health.displaced
      ? 'displaced'
      : health.logMissing
        ? 'log-missing'
        : health.unreadableLogin
          ? 'session-id-missing'
          : health.doveadm
            ? 'doveadm'
            : null;
  return {
    trouble,
    troubleDetail: trouble === 'doveadm' ? health.doveadm : trouble === 'audit-wrong' ? health.auditWrong : null,
  };
}
