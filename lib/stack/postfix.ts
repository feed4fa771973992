import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, openSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { policySocket, writeOwned } from './data-directory';
import { hostOf, type PortName, type StackPorts } from './ports';
import { rspamdSocket } from './rspamd';
import { runCommand } from './run-command';
import type { Settings } from './settings';
import { Stop } from './stop';

/** 50 MB: base64 adds a third, so attachments of 35 MB pass. Dovecot's submission service has the same limit. */
export const messageLimit = 52_428_800;

export const postfixDirectory = (settings: Settings) => path.join(settings.dataDirectory, 'postfix');
const daemons = '/usr/lib/postfix/sbin';

/** The files of the instance, by path in its directory. */
export function postfixFiles(settings: Settings, ports: StackPorts, databaseUrl: string): Record<string, string> {
  const directory = postfixDirectory(settings);
  const map = (name: string) => `proxy:pgsql:${directory}/${name}.cf`;
  const lookUp = (query: string) =>
    `hosts = ${databaseUrl}\ndbname = ${new URL(databaseUrl).pathname.slice(1)}\nquery = ${query}\n`;
  const hostname = settings.mailHost.includes('.') ? settings.mailHost : `${settings.mailHost}.localdomain`;
  return {
    'main.cf': `# Written at every start.
compatibility_level = 3.6
# They contain the time, so a queue id is not used again. The panel keeps what became of each.
enable_long_queue_ids = yes
multi_instance_name = postfix-milepost-${ports.smtp}
multi_instance_enable = yes
queue_directory = ${directory}/spool
data_directory = ${directory}/data
command_directory = /usr/sbin
daemon_directory = ${daemons}
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${settings.dataDirectory}/log/postfix.log
maillog_file_prefixes = ${settings.dataDirectory}
inet_interfaces = ${settings.listen === '127.0.0.1' ? '127.0.0.1' : 'all'}
inet_protocols = ${settings.listen.includes(':') ? 'all' : 'ipv4'}
myhostname = ${hostname}
smtpd_banner = $myhostname ESMTP
biff = no
mydestination =
alias_maps =
alias_database =
# No client may relay because of its address, except Dovecot's Sieve on its own port (master.cf).
mynetworks =
relay_domains =
local_transport = error:5.1.1 no local delivery
local_recipient_maps =
${settings.demo ? 'default_transport = error:5.7.1 This demonstration host sends no mail to other hosts\n' : ''}virtual_transport = lmtp:unix:${settings.dataDirectory}/run/lmtp
virtual_mailbox_domains = ${map('domains')}
virtual_mailbox_maps = ${map('mailboxes')}
virtual_alias_maps = ${map('aliases')}
smtpd_sender_login_maps = ${map('senders')}
# Domains whose mail is held in the queue while their customer is suspended.
transport_maps = ${map('transports')}
proxy_read_maps = $virtual_mailbox_domains $virtual_mailbox_maps $virtual_alias_maps $smtpd_sender_login_maps $transport_maps
recipient_delimiter = +
message_size_limit = ${messageLimit}
# Dovecot enforces the quota.
mailbox_size_limit = 0
virtual_mailbox_limit = 0
# The LMTP of Dovecot 2.3 does not support SMTPUTF8, so such a message would bounce later. If it is not offered, the
# sender uses the ASCII form of an internationalised domain, as in the database.
smtputf8_enable = no
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${settings.dataDirectory}/run/smtpd-sasl
smtpd_sasl_security_options = noanonymous
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_recipient_restrictions = reject_unlisted_recipient
# What a mailbox sends is counted. While the policy does not answer, mail goes on and is not counted.
outbound_policy = check_policy_service { unix:${policySocket(settings.dataDirectory, 'outbound')}, timeout=3s, default_action=DUNNO }
# Who connects to a port that trusts. A restart of the policy is shorter than these tries, and then the client tries again.
peer_policy = check_policy_service { unix:${policySocket(settings.dataDirectory, 'peer')}, timeout=3s, try_limit=5, retry_delay=1s, default_action=DEFER }
smtpd_helo_required = yes
# A line end that is only LF would let a second message pass inside the first (SMTP smuggling).
smtpd_forbid_bare_newline = normalize
smtpd_forbid_bare_newline_exclusions =
smtpd_forbid_unauth_pipelining = yes
# A hung rspamd costs seconds, not minutes.
milter_connect_timeout = 5s
milter_command_timeout = 5s
milter_content_timeout = 25s
disable_vrfy_command = yes
smtpd_client_port_logging = yes
smtpd_tls_cert_file = ${settings.dataDirectory}/tls/cert.pem
smtpd_tls_key_file = ${settings.dataDirectory}/tls/key.pem
smtpd_tls_security_level = may
smtpd_tls_protocols = >=TLSv1.2
smtpd_tls_loglevel = 1
smtp_tls_security_level = may
# Whether a message went out encrypted is told to its sender.
smtp_tls_loglevel = 1
# Dovecot forks a process for each delivery.
lmtp_destination_concurrency_limit = 20
# A process exits if Dovecot's authentication is not available. The next one would be started only after a minute.
service_throttle_time = 2s
# No notices to the postmaster, only bounces to the sender.
notify_classes =
`,
    'master.cf': masterFile(settings, ports),
    // RFC 8601, 5: those that carry our name are forged. The patterns are matched without regard to case.
    'verdict-headers': `/^Authentication-Results:[[:space:]]*(\\([^)]*\\)[[:space:]]*)*"?${hostname.replaceAll('.', '\\.')}/ IGNORE
/^X-Spam(-|d-|:)/ IGNORE
`,
    'domains.cf': lookUp("SELECT postfix_domain('%s')"),
    'mailboxes.cf': lookUp("SELECT postfix_mailbox('%s')"),
    'aliases.cf': lookUp("SELECT postfix_alias('%s')"),
    'transports.cf': lookUp("SELECT postfix_transport('%s')"),
    'senders.cf': lookUp("SELECT postfix_sender('%s')"),
  };
}

function masterFile(settings: Settings, ports: StackPorts): string {
  // While rspamd is not available, mail waits with its sender. What Sieve sends on is better unsigned than lost.
  const judged = (name: 'mx' | 'out' | 'sieve') =>
    `  -o smtpd_milters=unix:${rspamdSocket(settings.dataDirectory, name)}
  -o milter_default_action=${name === 'sieve' ? 'accept' : 'tempfail'}`;
  const at = (name: PortName) => {
    const host = hostOf(name, settings);
    return `${host.includes(':') ? `[${host}]` : host}:${ports[name]}`;
  };
  return `# service type private unpriv chroot wakeup maxproc command
${at('smtp')} inet n - n - - smtpd
  -o syslog_name=postfix/mx
  -o cleanup_service_name=cleanup-clean
${judged('mx')}
  -o smtpd_sasl_auth_enable=no
# Submission directly to Postfix, for programs on this host.
${at('smtpSubmission')} inet n - n - - smtpd
  -o syslog_name=postfix/submission
  -o cleanup_service_name=cleanup-clean
${judged('out')}
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_sender_restrictions=reject_sender_login_mismatch
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o { smtpd_recipient_restrictions = reject_unlisted_recipient, $outbound_policy }
  -o smtpd_end_of_data_restrictions=$outbound_policy
# Mail from Dovecot's submission service, which has authenticated the client and sends its address by XCLIENT.
${at('relay')} inet n - n - - smtpd
  -o syslog_name=postfix/relay
  -o cleanup_service_name=cleanup-clean
${judged('out')}
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_authorized_xclient_hosts=127.0.0.1
  -o smtpd_sender_restrictions=reject_sender_login_mismatch
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_client_restrictions=$peer_policy
  -o smtpd_delay_reject=no
  -o { smtpd_recipient_restrictions = reject_unlisted_recipient, $outbound_policy }
  -o smtpd_end_of_data_restrictions=$outbound_policy
# Mail from Dovecot's Sieve (redirects keep their sender, and replies have the mailbox as theirs), and the panel's
# notifications. rspamd has it counted, because it reads in the message which mailbox redirects it.
${at('reinject')} inet n - n - - smtpd
  -o syslog_name=postfix/sieve
${judged('sieve')}
  -o mynetworks=127.0.0.1/32
  -o smtpd_relay_restrictions=permit_mynetworks,reject
  -o smtpd_client_restrictions=$peer_policy
  -o smtpd_delay_reject=no
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
# For what comes from outside and from clients: a verdict is only ours to write.
cleanup-clean unix n - n - 0 cleanup
  -o header_checks=regexp:${postfixDirectory(settings)}/verdict-headers
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
held unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}

/**
 * The directories of a queue with the owner and mode that master(8) and its services require (postfix-files of the
 * package, section "queue_directory").
 */
const queue: { names: string[]; mode: number; postdrop?: true; root?: true }[] = [
  { names: ['', 'pid'], mode: 0o755, root: true },
  {
    names: 'active bounce corrupt defer deferred flush hold incoming private saved trace'.split(' '),
    mode: 0o700,
  },
  { names: ['maildrop'], mode: 0o730, postdrop: true },
  { names: ['public'], mode: 0o710, postdrop: true },
];

/** Writes the configuration of the instance, creates its queue, and lets Postfix repair it. */
export async function preparePostfix(settings: Settings, ports: StackPorts, databaseUrl: string): Promise<void> {
  const directory = postfixDirectory(settings);
  const { postfix, postdrop } = settings.who;
  if (!postfix || postdrop === null)
    throw new Stop('The account "postfix" or its group "postdrop" does not exist. Install the package postfix.');
  const maps = '/etc/postfix/dynamicmaps.cf';
  if (!existsSync(maps)) throw new Stop(`${maps} is missing. Install the package postfix-pgsql again.`);
  const folder = (name: string, mode: number, uid: number, gid: number) => {
    const full = path.join(directory, name);
    mkdirSync(full, { recursive: true });
    chownSync(full, uid, gid);
    chmodSync(full, mode);
  };
  folder('', 0o755, 0, 0);
  folder('data', 0o700, postfix.uid, postfix.gid);
  for (const { names, mode, postdrop: isPostdrop, root } of queue) {
    for (const name of names)
      folder(path.join('spool', name), mode, root ? 0 : postfix.uid, isPostdrop ? postdrop : root ? 0 : postfix.gid);
  }
  const log = path.join(settings.dataDirectory, 'log/postfix.log');
  // Postfix would create it for everybody to read.
  closeSync(openSync(log, 'a', 0o640));
  chmodSync(log, 0o640);
  const aged = new Date(Date.now() - 60_000);
  for (const [name, content] of Object.entries(postfixFiles(settings, ports, databaseUrl))) {
    // The maps contain a password. Only root and Postfix's proxymap (as postfix) can read them.
    const secret = name.endsWith('.cf') && name !== 'main.cf' && name !== 'master.cf';
    const file = path.join(directory, name);
    writeOwned(file, content, secret ? 0o640 : 0o644, secret ? { uid: 0, gid: postfix.gid } : null);
    // Postfix waits until a file is two seconds old, to be sure that it is complete.
    utimesSync(file, aged, aged);
  }
  // The name of a queue file is its inode. After a restore from a backup, postsuper(1) renames the files.
  await runCommand('postsuper', ['-c', directory]);
}

export function postfixCommand(settings: Settings): { command: string; args: string[] } {
  return { command: path.join(daemons, 'master'), args: ['-c', postfixDirectory(settings)] };
}
