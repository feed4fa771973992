export interface DovecotSettings {
  /** As `dovecot --version` says. */
  version: string;
  /** Absolute, without any character that needs quoting. */
  home: string;
  /** Address of the listeners that mail programs use. */
  listen: string;
  /** Name that Dovecot gives itself. */
  hostName: string;
  /** Also trusts 127.0.0.2, from which the demonstration's simulated clients come. */
  demo: boolean;
  ports: {
    imap: number;
    imaps: number;
    pop3: number;
    pop3s: number;
    submission: number;
    submissions: number;
    sieve: number;
    relay: number;
    reinject: number;
    lmtp: number;
    sasl: number;
    doveadm: number;
  };
  database: { host: string; port: number; name: string; user: string; password: string };
  /** Key of the doveadm HTTP API. */
  apiKey: string;
  /** Makes an address wait after a wrong password. Off only where tests sign in wrongly on purpose. */
  patient: boolean;
  mail: { uid: number; gid: number };
  /** The existing account that everything runs as when Dovecot is not started by root. */
  unprivileged: { user: string; group: string } | null;
  /** Whether Postfix stands behind the submission service. */
  submission: boolean;
  /** Bytes of the largest message. */
  messageLimit: number;
}
