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

/** The worst trouble as a sentence for the people who run the node, or null. */
export function troubleOf(health: Health): string | null {
  if (health.displaced) return 'Another agent reports for this node as well. One of them must be stopped.';
  if (health.logMissing) return "Dovecot's log cannot be read, so sessions cannot be seen.";
  if (health.unreadableLogin)
    return "Dovecot's log lacks the session id, so sessions cannot be seen. Check login_log_format_elements.";
  if (health.doveadm) return `Dovecot does not answer: ${health.doveadm}.`;
  return null;
}
