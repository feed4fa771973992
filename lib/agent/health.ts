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
}

/** The most serious fault as a sentence for the administrator of the node, or null. */
export function troubleOf(health: Health): string | null {
  if (health.displaced) return 'Another agent reports for this node as well. One of them must be stopped.';
  if (health.logMissing) return "Dovecot's log cannot be read, so sessions cannot be seen.";
  if (health.unreadableLogin)
    return "Dovecot's log lacks the session id, so sessions cannot be seen. Check login_log_format_elements.";
  if (health.doveadm) return `Dovecot does not answer: ${health.doveadm}.`;
  return null;
}
