import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkout, writeOwned } from '../data-directory';
import type { StackPorts } from '../ports';
import type { Secrets } from '../secrets';
import type { Settings } from '../settings';
import { Stop } from '../stop';
import { rspamdConfiguration } from './configuration';

export const rspamdDirectory = (dataDirectory: string) => path.join(dataDirectory, 'rspamd');
/** The milter sockets, by the name of their settings. */
export const rspamdSocket = (dataDirectory: string, name: 'mx' | 'out' | 'sieve') =>
  path.join(rspamdDirectory(dataDirectory), 'run', `${name}.sock`);

/** Where a mail process teaches rspamd. */
export const learningSocket = (dataDirectory: string) => path.join(rspamdDirectory(dataDirectory), 'learn/learn.sock');

/** Writes the configuration of rspamd and creates its directories. The agent writes the keys and the maps. */
export function writeRspamdConfig(settings: Settings, ports: StackPorts, secrets: Secrets): void {
  const { dataDirectory, who } = settings;
  const { rspamd, postfix } = who;
  if (!rspamd || !postfix) throw new Stop('The account "_rspamd" does not exist. Install the package rspamd.');
  const directory = rspamdDirectory(dataDirectory);
  const folder = (name: string, mode: number, uid: number, gid: number) => {
    const full = path.join(directory, name);
    mkdirSync(full, { recursive: true });
    chownSync(full, uid, gid);
    // After chown, which clears the bit that gives new sockets the group of the folder.
    chmodSync(full, mode);
  };
  folder('', 0o711, 0, 0);
  // Empty: the administrator's own /etc/rspamd/local.d is for another rspamd.
  folder('conf', 0o755, 0, 0);
  folder('db', 0o700, rspamd.uid, rspamd.gid);
  folder('run', 0o2750, rspamd.uid, postfix.gid);
  folder('learn', 0o2750, rspamd.uid, who.mail.gid);
  // The agent alone writes there.
  for (const name of ['maps', 'keys']) folder(name, 0o750, 0, rspamd.gid);
  const readable = { uid: 0, gid: rspamd.gid };
  const logDirectory = path.join(dataDirectory, 'log');
  const { resolver, spamFilter, clamd } = settings;
  const file = (name: string) => path.join(directory, name);
  writeOwned(
    file('rspamd.conf'),
    rspamdConfiguration({ directory, logDirectory, resolver, spamFilter, clamd }),
    0o640,
    readable,
  );
  const values: Record<string, string> = {
    DIRECTORY: directory,
    HOST: settings.mailHost.includes('.') ? settings.mailHost : `${settings.mailHost}.localdomain`,
    POLICY: `http://127.0.0.1:${ports.policy}/sender`,
    OUTBOUND: `http://127.0.0.1:${ports.policy}/outbound`,
    KEY: secrets.policyKey,
  };
  for (const name of ['milepost.lua', 'learning.lua']) {
    const template = readFileSync(path.join(checkout, 'lib/stack/rspamd', name), 'utf8');
    const lua = template.replace(/@([A-Z]+)@/g, (whole, name: string) => values[name] ?? whole);
    writeOwned(file(name), lua, 0o640, readable);
  }
  for (const name of ['domains', 'selectors']) {
    const map = file(`maps/${name}.map`);
    if (!existsSync(map)) writeOwned(map, '', 0o640, readable);
  }
  const log = path.join(logDirectory, 'rspamd.log');
  if (!existsSync(log)) writeFileSync(log, '');
  chownSync(log, rspamd.uid, rspamd.gid);
  chmodSync(log, 0o640);
  // Of a signer that earlier versions used; its keys are in the database.
  rmSync(path.join(dataDirectory, 'dkim'), { recursive: true, force: true });
}

export function rspamdCommand({ dataDirectory }: Settings): { command: string; args: string[] } {
  const directory = rspamdDirectory(dataDirectory);
  const variables = {
    DBDIR: path.join(directory, 'db'),
    RUNDIR: path.join(directory, 'run'),
    LOGDIR: path.join(dataDirectory, 'log'),
    LOCAL_CONFDIR: path.join(directory, 'conf'),
  };
  return {
    command: 'rspamd',
    args: [
      '-c',
      path.join(directory, 'rspamd.conf'),
      ...Object.entries(variables).map(([name, value]) => `--var=${name}=${value}`),
      '-f',
    ],
  };
}
