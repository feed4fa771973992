import { connectValue } from './quoting';
import type { DovecotSettings } from './settings';

/** Addresses of the panel. Web tokens are only accepted from these. */
const panelHosts = ['127.0.0.1'];

/**
 * The SQL queries of Dovecot 2.3 for passdb and userdb. The view mail_sign_in makes the decisions. The functions of
 * migration 0011 cache the plans of its queries. Fields with the prefix userdb_ reach the mail process through
 * prefetch. `user_query` returns the same fields for delivery and doveadm.
 */
export function signInFile({ dataDirectory, database }: DovecotSettings): string {
  const { host, port, name, user, password } = database;
  // A folder that nobody creates: without a script there, delivery files in INBOX.
  const noSieve = `file:${dataDirectory}/dovecot/no-sieve;active=${dataDirectory}/dovecot/no-sieve/active`;
  const connect = { host, port: String(port), dbname: name, user, password };
  return `driver = pgsql
connect = ${Object.entries(connect)
    .map(([key, value]) => `${key}=${connectValue(value)}`)
    .join(' ')}
default_pass_scheme = ARGON2ID
password_query = \\
  SELECT "user", password, cred, cred AS userdb_cred, allow_nets, nologin, reason, \\
    '${dataDirectory}/mail/' || mailbox_id AS userdb_home, quota_rule AS userdb_quota_rule, \\
    pop3_deleted_flag AS userdb_pop3_deleted_flag \\
  FROM dovecot_sign_in('%Lu', '%s', '%{sha256:password}', \\
    '%{real_rip}' IN (${panelHosts.map((address) => `'${address}'`).join(', ')}))
user_query = \\
  SELECT '${dataDirectory}/mail/' || mailbox_id AS home, quota_rule, pop3_deleted_flag, \\
    CASE WHEN suspended THEN '${noSieve}' END AS sieve FROM dovecot_user('%Lu')
iterate_query = SELECT address AS user FROM mail_user
`;
}
