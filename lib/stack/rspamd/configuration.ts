export interface RspamdSettings {
  /** The absolute path of rspamd's own directory. */
  directory: string;
  /** The directory of the logs. */
  logDirectory: string;
  /** The address and port of a resolver; empty for that of the machine. */
  resolver: string;
  /** Whether messages are judged by their score. Who may send in whose name is always checked. */
  spamFilter: boolean;
  /** The virus scanner clamd: host:port or the path of a socket; empty for none. */
  clamd: string;
}

/**
 * rspamd.conf. One rspamd judges what arrives, signs and refuses what leaves, and leaves unsigned what is passed on. The
 * socket decides: the settings of each are named after it. Without Redis: SPF, DKIM, DMARC, ARC and the
 * rules for content need neither, and what people teach is in SQLite files.
 */
export function rspamdConfiguration({ directory, logDirectory, resolver, spamFilter, clamd }: RspamdSettings): string {
  return `# Written at every start.
options {
  pidfile = "${directory}/run/rspamd.pid";
  control_socket = "${directory}/run/control.sock mode=0600";
  filters = "chartable,dkim,regexp";
  cache_file = "${directory}/db/symbols.cache";
  history_file = "${directory}/db/history";
  hs_cache_dir = "${directory}/db/";
  stats_file = "${directory}/db/stats.ucl";
  # Without dynamic_conf, nobody changes the limits over a socket.
  tempdir = "${directory}/db";
  url_tld = "/usr/share/rspamd/effective_tld_names.dat";
  # A new domain is known a second later.
  map_watch_interval = 10s;
  map_file_watch_multiplier = 0.1;
  local_addrs = [127.0.0.0/8, "::1"];
  explicit_modules = ["settings"];
  disable_monitoring = true;
  task_timeout = 20s;
  allow_raw_input = true;
  dns { ${resolver ? `nameserver = ["${nameServer(resolver)}"]; ` : ''}timeout = 2s; retransmits = 2; sockets = 4; }
}
logging {
  type = "file"; filename = "${logDirectory}/rspamd.log"; level = "info"; color = false; log_usec = true;
  log_format = "id: <$mid>, qid: <$qid>, $action";
}
${['mx', 'out', 'sieve'].map((name) => milter(directory, name)).join('\n')}
modules { path = "/usr/share/rspamd/plugins"; try_path = "${directory}/plugins.d"; }
lua = "/usr/share/rspamd/rules/rspamd.lua";
lua = "${directory}/milepost.lua";
${spamFilter ? learning(directory) : ''}.include "/etc/rspamd/groups.conf"
.include "/etc/rspamd/composites.conf"
${['mime_types', 'mid', 'once_received', 'chartable', 'maillist', 'phishing']
  .map((name) => `.include "/etc/rspamd/modules.d/${name}.conf"`)
  .join('\n')}
actions { reject = ${spamFilter ? 15 : never}; "add header" = ${spamFilter ? 6 : never}; greylist = null; }
spf { spf_cache_size = 2k; spf_cache_expire = 1h; }
dkim { dkim_cache_size = 2k; dkim_cache_expire = 1h; }
dmarc { }
${clamd ? antivirus(clamd) : ''}arc { sign_authenticated = false; sign_inbound = false; sign_local = false; }
# With dmarc's own actions, a list that changed the message and sealed it could not be trusted.
force_actions { rules {
  DMARC_REJECT { action = "reject"; expression = "DMARC_POLICY_REJECT"; message = "DMARC: the domain in From asks to refuse this"; }
  DMARC_JUNK { action = "add header"; expression = "DMARC_POLICY_QUARANTINE"; require_action = ["no action"]; }
} }
dkim_signing {
  sign_authenticated = true; sign_local = true; sign_inbound = false;
  # milepost.lua has asked whether the account owns the address; its domain may be another of the account's.
  allow_username_mismatch = true; allow_hdrfrom_mismatch = true; allow_hdrfrom_multiple = false;
  allow_envfrom_empty = true; use_domain = "header"; use_esld = false; try_fallback = false;
  # One map, so that a selector and its key change together.
  selector_map = "${directory}/maps/selectors.map";
  path = "${directory}/keys/$domain.$selector.key";
}
milter_headers {
  use = ["authentication-results", "x-spam-status", "x-spamd-result", "spam-header", "strip"];
  skip_local = false; skip_authenticated = true; remove_upstream_spam_flag = true;
  routines {
    spam-header { header = "X-Spam-Flag"; value = "YES"; remove = 0; }
    # Postfix removes those with our name before, because this rspamd can only remove those of all hosts.
    authentication-results { add_smtp_user = false; remove = false; }
  }
  custom {
    strip = <<EOD
return function(task, common)
  return nil, {}, { ['X-Spam-Flag'] = 0, ['X-Spam-Status'] = 0, ['X-Spamd-Result'] = 0 }, {}
end
EOD;
  }
}
settings {
  mx { id = "mx"; apply { symbols_disabled = ["DKIM_SIGNED"]; } }
  out { id = "out"; apply { symbols_disabled = ["SPF_CHECK", "DMARC_CHECK"]; } }
  # The result of port 25 stays in what is passed on.
  sieve { id = "sieve"; apply { plugins { milter_headers { routines = []; } } symbols_disabled = ["SPF_CHECK", "DMARC_CHECK"]; } }
}
`;
}

/**
 * A virus is refused on all sockets. Without an answer, the message goes on with CLAM_VIRUS_FAIL: two attempts are shorter
 * than task_timeout.
 */
function antivirus(clamd: string): string {
  return `antivirus { clamav {
  type = "clamav"; symbol = "CLAM_VIRUS"; servers = "${clamd}"; timeout = 4s; retransmits = 1;
  action = "reject"; message = "Virus found: \${VIRUS}";
  # clamd parses messages itself, and closes the connection at StreamMaxLength, 25 MB.
  scan_mime_parts = false; max_size = 25000000;
} }
`;
}

/** Without the filter, no score is high enough. */
const never = 1000;

/** Only the group of the folder, that of the mail processes, reaches the socket (rspamd asks for no password there). */
function learning(directory: string): string {
  const statistics = (symbol: string, spam: boolean) =>
    `statfile { symbol = "${symbol}"; path = "${directory}/db/bayes-${spam ? 'spam' : 'ham'}.sqlite"; spam = ${spam}; }`;
  return `lua = "${directory}/learning.lua";
worker "controller" { bind_socket = "${directory}/learn/learn.sock mode=0666"; count = 1; timeout = 10s; }
classifier "bayes" {
  tokenizer { name = "osb"; }
  cache { type = "sqlite3"; path = "${directory}/db/learned.sqlite"; }
  # learning.lua asks for more, of each mailbox.
  min_tokens = 11; backend = "sqlite3"; min_learns = 1;
  users_enabled = "return function(task) return milepost_learning.mailbox_of(task) end";
  learn_condition = "return function(task, is_spam, is_unlearn) return milepost_learning.may_learn(task, is_spam, is_unlearn) end";
  ${statistics('BAYES_HAM', false)}
  ${statistics('BAYES_SPAM', true)}
}
`;
}

/** address:port:priority, the port in digits. */
function nameServer(resolver: string): string {
  return /^(\d+\.){3}\d+$/.test(resolver) || !/:\d+$/.test(resolver) ? `${resolver}:53:10` : `${resolver}:10`;
}

function milter(directory: string, name: string): string {
  return `worker "rspamd_proxy" {
  # Only the group of the folder, Postfix's, reaches it.
  bind_socket = "${directory}/run/${name}.sock mode=0666";
  milter = yes; timeout = 60s; count = 1; max_retries = 1;
  upstream "local" { default = yes; self_scan = yes; settings = "${name}"; }
  reject_message = "Refused by policy";
}`;
}
