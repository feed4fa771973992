import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeOwned } from './data-directory';
import type { StackPorts } from './ports';
import type { Settings } from './settings';
import { Stop } from './stop';

export const openDkimPid = (dataDirectory: string) => path.join(dataDirectory, 'run/opendkim.pid');

/**
 * Signs the mail of the mailboxes (opendkim.conf(5)). The agent of the node writes the keys, and two tables with the
 * key of each domain.
 */
function configuration({ dataDirectory }: Settings, ports: StackPorts): string {
  return `# Written at every start.
Mode s
Socket inet:${ports.dkim}@127.0.0.1
UserID opendkim:opendkim
PidFile ${openDkimPid(dataDirectory)}
Background no
AutoRestart no
Syslog no
# Relays may change white space in the header, so it is relaxed. They do not change the body.
Canonicalization relaxed/simple
# A second From that is added in transit invalidates the signature (RFC 6376, 8.15).
OversignHeaders From
# Only outgoing mail of this host is filtered.
InternalHosts 0.0.0.0/0,::/0
KeyTable file:${dataDirectory}/dkim/keys.table
SigningTable file:${dataDirectory}/dkim/domains.table
# The directory of the keys is closed. A parent directory may be world-writable, as /tmp is.
RequireSafeKeys no
`;
}

export function writeOpenDkimConfig(settings: Settings, ports: StackPorts): void {
  const { dataDirectory, who } = settings;
  if (!who.opendkim) throw new Stop('The account "opendkim" does not exist. Install the package opendkim.');
  const directory = path.join(dataDirectory, 'dkim');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chownSync(directory, who.opendkim.uid, who.opendkim.gid);
  writeOwned(path.join(directory, 'opendkim.conf'), configuration(settings, ports), 0o644);
  for (const table of ['keys.table', 'domains.table']) {
    const file = path.join(directory, table);
    if (!existsSync(file)) writeFileSync(file, '');
    chownSync(file, who.opendkim.uid, who.opendkim.gid);
  }
}

export function openDkimCommand({ dataDirectory }: Settings): { command: string; args: string[] } {
  return { command: 'opendkim', args: ['-f', '-x', path.join(dataDirectory, 'dkim/opendkim.conf')] };
}
