import { rmSync } from 'node:fs';
import path from 'node:path';
import { clearCluster, type DatabaseAddresses, databaseAnswers, postgresCommand } from './database';
import { baseEnvironment } from './environment';
import type { StackPorts } from './ports';
import { greets, reachable } from './ready';
import type { Secrets } from './secrets';
import type { Settings } from './settings';
import type { Part } from './supervise';

/** Parts in the order of their start; `stopOrder` is how they end. */
export const partNames = ['postgres', 'dovecot'] as const;
export type PartName = (typeof partNames)[number];

/** First who asks, then who serves: the database last. */
export const stopOrder: readonly (readonly PartName[])[] = [['dovecot'], ['postgres']];

export interface StackContext {
  settings: Settings;
  ports: StackPorts;
  url: string;
  secrets: Secrets;
  addresses: DatabaseAddresses;
}

const inLog = (settings: Settings, name: string) => path.join(settings.home, 'log', name);

export function postgresPart({ settings, ports }: Pick<StackContext, 'settings' | 'ports'>, admin: string): Part {
  return {
    name: 'postgres',
    ...postgresCommand(settings),
    env: baseEnvironment(settings),
    cwd: '/',
    owner: settings.who.postgres,
    ports: [ports.postgres],
    output: inLog(settings, 'postgres.log'),
    log: inLog(settings, 'postgres.log'),
    before: () => clearCluster(settings),
    ready: (signal) => databaseAnswers(admin, signal),
    // SIGINT is the fast shutdown: clients are cut off, nothing is lost.
    stop: { signal: 'SIGINT', milliseconds: 20_000 },
  };
}

export function dovecotPart({ settings, ports }: StackContext): Part {
  const { home, listen } = settings;
  return {
    name: 'dovecot',
    command: 'dovecot',
    args: ['-F', '-c', path.join(home, 'dovecot/dovecot.conf')],
    env: baseEnvironment(settings),
    cwd: '/',
    ports: [ports.imap, ports.imaps, ports.pop3, ports.pop3s, ports.sieve, ports.lmtp, ports.doveadm],
    output: inLog(settings, 'dovecot-start.log'),
    log: inLog(settings, 'dovecot.log'),
    // A killed master leaves its pid file, and the pid may be somebody else's by now.
    before: async () => rmSync(path.join(home, 'run/master.pid'), { force: true }),
    ready: async (signal) => {
      await greets(reachable(listen), ports.imap, '* OK', signal);
      await greets('127.0.0.1', ports.lmtp, '220', signal);
    },
    stop: { signal: 'SIGTERM', milliseconds: 10_000 },
    last: ['log'],
  };
}
