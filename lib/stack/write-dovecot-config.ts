import path from 'node:path';
import { configureDovecot } from '@/lib/dovecot/configure';
import { writeOwned } from './data-directory';
import type { StackContext } from './parts';
import { messageLimit } from './postfix';
import { databaseName } from './roles';
import { runCommand } from './run-command';
import { messageOf, Stop } from './stop';

/** Writes Dovecot's configuration to the data directory, and compiles its script, which mail processes may not write. */
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
      messageLimit,
    });
  } catch (error) {
    throw new Stop(messageOf(error));
  }
  for (const [name, content] of Object.entries(files)) {
    // Mail processes read the ACL and the script. The other files are only for root, and contain a password.
    writeOwned(path.join(settings.dataDirectory, name), content, /\.(conf|ext)$/.test(name) ? 0o600 : 0o644);
  }
  const conf = path.join(settings.dataDirectory, 'dovecot/dovecot.conf');
  await runCommand('sievec', ['-c', conf, path.join(settings.dataDirectory, 'dovecot/before.sieve')]);
}
