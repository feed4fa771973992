import path from 'node:path';
import { configureDovecot } from '@/lib/dovecot/configure';
import { writeOwned } from './data-directory';
import type { StackContext } from './parts';
import { messageLimit } from './postfix';
import { databaseName } from './roles';
import { messageOf, Stop } from './stop';

/** Writes Dovecot's configuration to the data directory. */
export function writeDovecotConfig({ settings, ports, addresses, secrets }: StackContext): void {
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
      submission: settings.who.root,
      messageLimit,
    });
  } catch (error) {
    throw new Stop(messageOf(error));
  }
  for (const [name, content] of Object.entries(files)) {
    // Mail processes read the ACL file. The other files are only for root, and contain a password.
    writeOwned(path.join(settings.dataDirectory, name), content, name.endsWith('/acl') ? 0o644 : 0o600);
  }
}
