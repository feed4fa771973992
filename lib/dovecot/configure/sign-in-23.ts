import { connectValue } from './quoting';
import type { DovecotSettings } from './settings';

/** Addresses that a web token may come from: where the panel runs. */
const panelHosts = ['127.0.0.1'];

/**
 * How Dovecot 2.3 asks the views for sign-in and for mailboxes. The decisions are made there (mail_sign_in); here is only
 * which row is wanted. An app password or a web token is found by the digest of what the client sent and goes before the
 * mailbox's own password, so at most one row answers, and it names the credential. Fields with the prefix userdb_ reach
 * the mail process through prefetch; `user_query` gives the same to delivery and doveadm.
 */
export function signInFile({ home, database }: DovecotSettings): string {
  const { host, port, name, user, password } = database;
  const connect = { host, port: String(port), dbname: name, user, password };
  return `driver = pgsql
connect = ${Object.entries(connect)
    .map(([key, value]) => `${key}=${connectValue(value)}`)
    .join(' ')}
default_pass_scheme = ARGON2ID
password_query = \\
  SELECT "user", password, cred, cred AS userdb_cred, allow_nets, nologin, reason, \\
    '${home}/mail/' || mailbox_id AS userdb_home, quota_rule AS userdb_quota_rule, \\
    pop3_deleted_flag AS userdb_pop3_deleted_flag \\
  FROM mail_sign_in \\
  WHERE address = '%Lu' AND service = '%s' \\
    AND (token_sha256 IS NULL OR token_sha256 = '%{sha256:password}') \\
    AND (NOT web OR '%{real_rip}' IN (${panelHosts.map((address) => `'${address}'`).join(', ')})) \\
  ORDER BY token_sha256 NULLS LAST LIMIT 1
user_query = \\
  SELECT '${home}/mail/' || mailbox_id AS home, quota_rule, pop3_deleted_flag FROM mail_user WHERE address = '%Lu'
iterate_query = SELECT address AS user FROM mail_user
`;
}
