import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { configureDovecot } from '@/lib/dovecot/configure';
import { writeOwned } from './data-directory';
import type { StackContext } from './parts';
import { messageLimit } from './postfix';
import { databaseName } from './roles';
import { learningSocket } from './rspamd';
import { runCommand } from './run-command';
import { messageOf, Stop } from './stop';

/** Writes Dovecot's configuration to the data directory, and compiles its scripts, which mail processes may not write. */
export async function writeDovecotConfig({ settings, ports, addresses, secrets }: StackContext): Promise<void> {
  const database = new URL(addresses.dovecot);
  let files: Record<string, string>;
  try {
    files = configureDovecot({
      version: settings.dovecotVersion,
      dataDirectory: settings.dataDirectory,
      listen: settings.listen,
      hostName: settings.mailHost,
      demo: settings.demo,
      ports,
      database: {
        host: database.hostname,
        port: Number(database.port || 5432),
        name: decodeURIComponent(database.pathname.slice(1)) || databaseName,
        user: decodeURIComponent(database.username),
        password: decodeURIComponent(database.password),
      },
      apiKey: secrets.doveadm,
      policyKey: secrets.policyKey,
      patient: settings.patient,
      mail: settings.who.mail,
      unprivileged: settings.who.root ? null : settings.who.account,
      postfixUser: settings.who.root ? 'postfix' : null,
      submission: settings.who.root,
      learningSocket: settings.who.root && settings.spamFilter ? learningSocket(settings.dataDirectory) : null,
      messageLimit,
    });
  } catch (error) {
    throw new Stop(messageOf(error));
  }
  for (const [name, content] of Object.entries(files)) {
    // Mail processes read the ACL and the script. The other files are only for root, and contain a password.
    const file = path.join(settings.dataDirectory, name);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
    writeOwned(file, content, modeOf(name));
  }
  const conf = path.join(settings.dataDirectory, 'dovecot/dovecot.conf');
  for (const name of Object.keys(files))
    if (name.endsWith('.sieve')) await runCommand('sievec', ['-c', conf, path.join(settings.dataDirectory, name)]);
}

function modeOf(name: string): number {
  if (/\.(conf|ext)$/.test(name)) return 0o600;
  return path.basename(path.dirname(name)) === 'pipe' ? 0o755 : 0o644;
}
