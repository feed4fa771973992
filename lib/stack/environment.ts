import path from 'node:path';
import { programs } from './bundle';
import { checkout, writeOwned } from './data-directory';
import type { DatabaseAddresses } from './database';
import type { AccountName } from './identities';
import { type StackPorts, sharedPorts } from './ports';
import type { Secrets } from './secrets';
import type { Settings } from './settings';
import { environmentFile, shellQuoted } from './shapes';

/** The environment of every part. Of the caller's environment, only PATH is passed on. */
export function baseEnvironment(settings: Settings, account: AccountName): NodeJS.ProcessEnv {
  return {
    PATH: `${path.join(checkout, 'node_modules/.bin')}:${process.env.PATH ?? ''}:/usr/sbin:/sbin`,
    HOME: path.join(settings.dataDirectory, 'home', account),
    TMPDIR: path.join(settings.dataDirectory, 'tmp', account),
    LANG: 'C.UTF-8',
    // The times in Dovecot's log have no time zone.
    TZ: 'UTC',
    NODE_ENV: settings.dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    // Its cache is in a directory that every user of the machine can write to.
    TSX_DISABLE_CACHE: '1',
  } as NodeJS.ProcessEnv;
}

/** The variables of lib/config for one part, with the connection of its database role. */
export function milepostEnvironment(
  settings: Settings,
  account: AccountName,
  ports: StackPorts,
  url: string,
  secrets: Secrets,
  databaseUrl: string,
): NodeJS.ProcessEnv {
  return {
    ...baseEnvironment(settings, account),
    DATABASE_URL: databaseUrl,
    MILEPOST_HOME: settings.dataDirectory,
    MILEPOST_URL: url,
    MILEPOST_PORTS: JSON.stringify(sharedPorts(ports)),
    MILEPOST_MAIL_HOST: settings.mailHost,
    MILEPOST_NODE: 'mx1',
    MILEPOST_RESOLVER: settings.resolver,
    MILEPOST_LOG_BYTES: String(settings.logBytes),
    MILEPOST_AUDIT_COPIES: settings.auditCopies,
    MILEPOST_SECURITY_CONTACT: settings.securityContact,
    MILEPOST_DEMO: settings.demo ? '1' : '',
    // As TypeScript. A panel that is built has it as one file.
    MILEPOST_RENDERER: path.join(checkout, programs.renderer),
    ...keysOf(account, url, secrets),
  };
}

/**
 * The keys that an account needs. Only the panel signs cookies, and the process that counts guesses opens nothing that is
 * sealed.
 */
function keysOf(account: AccountName, url: string, secrets: Secrets): Record<string, string> {
  const cookies = { NEXTAUTH_URL: url, NEXTAUTH_SECRET: secrets.nextAuth };
  const vault = { MILEPOST_VAULT_KEY: secrets.vault };
  if (account === 'policy') return {};
  return account === 'worker' ? vault : { ...vault, ...cookies };
}

/** Writes the same variables to a file that a shell can read, with the connections of two more roles for tests. */
export function writeStackEnvironment(
  settings: Settings,
  ports: StackPorts,
  url: string,
  secrets: Secrets,
  addresses: DatabaseAddresses,
): void {
  const environment = milepostEnvironment(settings, 'root', ports, url, secrets, addresses.app);
  const names = Object.keys(environment).filter((name) => /^(DATABASE_URL|MILEPOST_|NEXTAUTH_)/.test(name));
  const lines = names.map((name) => `${name}=${shellQuoted(environment[name] ?? '')}`);
  lines.push(`MILEPOST_AGENT_DATABASE_URL=${shellQuoted(addresses.agent)}`);
  lines.push(`MILEPOST_OWNER_DATABASE_URL=${shellQuoted(addresses.owner)}`);
  writeOwned(path.join(settings.dataDirectory, environmentFile), `${lines.join('\n')}\n`, 0o600);
}
