export interface DovecotSettings {
  /** As printed by `dovecot --version`. */
  version: string;
  /** An absolute path without characters that need quoting. */
  dataDirectory: string;
  /** The address that mail clients connect to. */
  listen: string;
  /** The hostname of Dovecot. */
  hostName: string;
  /** Also trusts 127.0.0.2, the address of the simulated clients of the demonstration. */
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
    doveadm: number;
    policy: number;
  };
  database: { host: string; port: number; name: string; user: string; password: string };
  /** Key of the doveadm HTTP API. */
  apiKey: string;
  /** Key of the authentication policy. */
  policyKey: string;
  /** Delays the answer to a wrong password. Disabled only for tests that sign in with wrong passwords. */
  patient: boolean;
  mail: { uid: number; gid: number };
  /** The account that all processes use if Dovecot is not started by root. */
  unprivileged: { user: string; group: string } | null;
  /** The account of Postfix, which alone may deliver by LMTP and ask about sign-ins. Null without root. */
  postfixUser: string | null;
  /** Whether the submission service relays to Postfix. */
  submission: boolean;
  /** Where rspamd learns from moves into Junk and out of it; null if it does not. */
  learningSocket: string | null;
  /** Bytes of the largest message. */
  messageLimit: number;
}
