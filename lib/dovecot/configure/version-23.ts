import { learningFiles, learningPlugin } from './learning-23';
import { policySettings } from './policy-23';
import { quoted } from './quoting';
import type { DovecotSettings } from './settings';
import { signInFile } from './sign-in-23';

/**
 * Processes are reused for several sessions. If a process exits with its session, its last log lines can arrive
 * after its exit. The log service then writes them without user, pid and session (seen under load with the removals
 * of POP3).
 */
const reused = '  service_count = 1000\n';

/** Letters, digits, the other characters of a local part in RFC 5321 (without the slash), and any byte of UTF-8. */
const userCharacters = `abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@+&'*=?^{|}~!`;

/** Runs before the owner's scripts: only rspamd of this host sets the header. */
const before = `require "fileinto";
if header :is "X-Spam-Flag" "YES" {
  fileinto "Junk";
  stop;
}
`;

export function configure23(settings: DovecotSettings): Record<string, string> {
  return {
    'dovecot/dovecot.conf': main(settings),
    'dovecot/sql.conf.ext': signInFile(settings),
    // The owner has no rights on the recovery folder, so a client can neither see nor empty it.
    'dovecot/acl': '.EXPUNGED owner\n',
    'dovecot/before.sieve': before,
    ...learningFiles(settings),
  };
}

function main(settings: DovecotSettings): string {
  const { dataDirectory, listen, ports, unprivileged, submission } = settings;
  const trusted = settings.demo ? '127.0.0.1/32 127.0.0.2/32' : '127.0.0.1/32';
  return `# Written at every start.
instance_name = milepost-${ports.imap}
base_dir = ${dataDirectory}/run
state_dir = ${dataDirectory}/state
log_path = ${dataDirectory}/log/dovecot.log
info_log_path = ${dataDirectory}/log/dovecot-info.log
log_timestamp = "%Y-%m-%dT%H:%M:%S.%{usecs} "
listen = ${listeners(listen)}
protocols = imap pop3 lmtp${submission ? ' submission' : ''} sieve
hostname = ${settings.hostName}
${unprivileged ? accounts(unprivileged) : ''}
ssl = yes
ssl_cert = <${dataDirectory}/tls/cert.pem
ssl_key = <${dataDirectory}/tls/key.pem
ssl_min_protocol = TLSv1.2
# Connections from this host or from a trusted network count as secured.
disable_plaintext_auth = yes
# These may forward the address and session id of the real client: the panel${settings.demo ? ", and the demonstration's simulated clients" : ''}.
login_trusted_networks = ${trusted}
login_log_format_elements = user=<%u> method=%m rip=%r rport=%b lip=%l mpid=%e %c tls=<%k> session=<%{session}> cred=<%{passdb:cred}>
login_greeting = Ready.
mail_max_userip_connections = 50
# A reload must not disconnect sessions.
shutdown_clients = no
first_valid_uid = 1
first_valid_gid = 1
mail_uid = ${settings.mail.uid}
mail_gid = ${settings.mail.gid}
# The home directory is named after the mailbox's id, so a rename moves no mail, and no user input becomes a path.
mail_location = mdbox:~/mdbox
mail_plugins = quota notify mail_log lazy_expunge
mail_log_prefix = "%s(%u)<%{pid}><%{session}> rip=%r cred=%{userdb:cred}: "
# The fields of the folder list and the message list are stored in the index at delivery.
mailbox_list_index_include_inbox = yes
mail_always_cache_fields = flags date.received date.sent size.virtual imap.envelope imap.bodystructure mime.parts hdr.references hdr.list-id

auth_mechanisms = plain login
# All characters of an address, without the slash, which separates a user name from its credential.
auth_username_chars = ${userCharacters}
auth_verbose = yes
auth_cache_size = 10M
# The cache stores hashes. It saves a query, and is valid after a revocation until it is flushed.
auth_cache_ttl = 5 mins
auth_cache_negative_ttl = 0
auth_cache_verify_password_with_worker = yes
${policySettings(settings)}${settings.patient ? '' : 'auth_failure_delay = 0\n'}passdb {
  driver = sql
  args = ${dataDirectory}/dovecot/sql.conf.ext
}
userdb {
  driver = prefetch
}
userdb {
  driver = sql
  args = ${dataDirectory}/dovecot/sql.conf.ext
}

recipient_delimiter = +
submission_relay_host = 127.0.0.1
submission_relay_port = ${ports.relay}
submission_relay_trusted = yes
submission_relay_ssl = no
submission_max_mail_size = ${settings.messageLimit}
# For Sieve redirects and replies. Otherwise they would go to the host's own mail system.
submission_host = 127.0.0.1:${ports.reinject}
quota_full_tempfail = no

namespace inbox {
  inbox = yes
  separator = /
${[
  ['Drafts', 'Drafts'],
  ['Sent', 'Sent'],
  ['Archive', 'Archive'],
  ['Junk', 'Junk'],
  ['Trash', 'Trash'],
]
  .map(([name, use]) => folder(name ?? '', use ?? ''))
  .join('')}}

plugin {
  quota = count:User quota
  quota_vsizes = yes
  # A move to Trash copies before it expunges, and must be possible in a full mailbox.
  quota_rule2 = Trash:bytes=+100M
  quota_rule3 = .EXPUNGED:ignore
  quota_exceeded_message = ${quoted('This mailbox is full. Its owner has to remove mail before new mail can be taken in.')}
  mail_log_events = delete undelete expunge save copy mailbox_create mailbox_delete mailbox_rename flag_change
  mail_log_fields = uid box msgid size vsize flags from subject
  lazy_expunge = .EXPUNGED
  lazy_expunge_only_last_instance = yes
  acl = vfile:${dataDirectory}/dovecot/acl
  acl_globals_only = yes
  sieve = file:~/sieve;active=~/.dovecot.sieve
  sieve_before = ${dataDirectory}/dovecot/before.sieve
  # The address of the mailbox, which its owner cannot choose: it says whose a reply is.
  sieve_vacation_send_from_recipient = yes
${learningPlugin(settings)}}

imap_max_line_length = 2M
imap_id_log = *
# Without it, the authentication policy does not see what a client calls itself.
imap_id_retain = yes
imap_id_send = name * support-url *
imap_logout_format = in=%i out=%o deleted=%{deleted} expunged=%{expunged} trashed=%{trashed} hdr_count=%{fetch_hdr_count} hdr_bytes=%{fetch_hdr_bytes} body_count=%{fetch_body_count} body_bytes=%{fetch_body_bytes}
pop3_logout_format = top=%t/%p, retr=%r/%b, del=%d/%m, size=%s, del_bytes=%{deleted_bytes}, in=%i, out=%o, uidl=%u
protocol imap {
  mail_plugins = $mail_plugins imap_quota acl${settings.learningSocket ? ' imap_sieve' : ''}
}
protocol lmtp {
  mail_plugins = $mail_plugins sieve acl
}

doveadm_api_key = ${settings.apiKey}

service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
${loginLimits(unprivileged !== null)}}
service imap {
  process_limit = 2000
${reused}  # SORT and THREAD of a folder of 100,000 hold its whole cache.
  vsz_limit = 1G
}
service pop3-login {
  inet_listener pop3 {
    port = ${ports.pop3}
  }
  inet_listener pop3s {
    port = ${ports.pop3s}
    ssl = yes
  }
${loginLimits(unprivileged !== null)}}
service pop3 {
  process_limit = 1000
${reused}}
${submission ? submissionServices(settings) : ''}service managesieve-login {
  inet_listener sieve {
    port = ${ports.sieve}
  }
${loginLimits(unprivileged !== null)}}
service managesieve {
  process_limit = 200
${reused}}
service lmtp {
${forPostfix('lmtp', settings)}  process_limit = 50
}
service auth {
${forPostfix('smtpd-sasl', settings)}  # Each login process has a connection, and each mail process has one for a short time.
  client_limit = 12000
}
service anvil {
  client_limit = 12000
  # Otherwise refused guesses would slow down everybody behind the same address. The authentication policy counts.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
${unprivileged ? '  chroot =\n' : ''}}
service stats {
  client_limit = 12000
${unprivileged ? '  chroot =\n' : ''}}
service doveadm {
  inet_listener http {
    address = 127.0.0.1
    port = ${ports.doveadm}
  }
}
`;
}

/**
 * A socket in base_dir that only Postfix may connect to: what is delivered by LMTP has passed no verdict, and whoever asks
 * about a sign-in names the address that it comes from. The default of Dovecot lets everybody deliver.
 */
function forPostfix(name: string, { postfixUser }: DovecotSettings): string {
  return `  unix_listener ${name} {
    mode = 0600
${postfixUser ? `    user = ${postfixUser}\n` : ''}  }
`;
}

/** The public address, and the loopback for webmail. In Dovecot, :: means IPv6 only. */
function listeners(address: string): string {
  if (address === '::') return '*, ::';
  return address === '0.0.0.0' || address === '127.0.0.1' ? address : `${address}, 127.0.0.1`;
}

function accounts({ user, group }: { user: string; group: string }): string {
  return `default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
`;
}

function folder(name: string, use: string): string {
  return `  mailbox ${name} {
    auto = subscribe
    special_use = \\${use}
  }
`;
}

/** Each login process serves many connections. With one process for each connection, the limit would be 100. */
function loginLimits(unprivileged: boolean): string {
  return `  service_count = 0
  client_limit = 2000
  process_min_avail = 1
${unprivileged ? '  chroot =\n' : ''}`;
}

function submissionServices({ ports, unprivileged }: DovecotSettings): string {
  return `service submission-login {
  inet_listener submission {
    port = ${ports.submission}
  }
  inet_listener submissions {
    port = ${ports.submissions}
    ssl = yes
  }
${loginLimits(unprivileged !== null)}}
service submission {
  process_limit = 500
${reused}}
`;
}
