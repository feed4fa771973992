import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { layCertificate } from './certificate';
import { addressesOf, adminAddress, layCluster } from './database';
import { writeStackEnvironment } from './environment';
import { endErrands } from './errand';
import { demandUsable, layOut } from './home';
import { layDovecot } from './lay-dovecot';
import { migrate } from './migrate';
import { dovecotPart, partNames, postgresPart, type StackContext, stopOrder } from './parts';
import { choosePorts, offsets, type PortName, type StackPorts, wishedPorts } from './ports';
import { mark } from './process-table';
import { say, step } from './progress';
import { layDatabase, layGrants, layRoles, roleNames } from './roles';
import { endLeftovers, releaseLock, takeLock } from './running';
import { loadSecrets } from './secrets';
import { panelUrl, readSettings, type Settings } from './settings';
import { Stop } from './stop';
import { Supervisor } from './supervise';

const usage = 'npm run up\n';

let supervisor: Supervisor | undefined;
let home: string | undefined;
let stopping: Promise<void> | undefined;

function stop(code: number): void {
  if (stopping) {
    say('Stopping at once');
    supervisor?.kill();
    return;
  }
  stopping = (async () => {
    endErrands();
    if (supervisor) {
      say('Stopping');
      await supervisor.stop(stopOrder);
      say('Stopped');
    }
    if (home) releaseLock(home);
  })();
  void stopping.finally(() => process.exit(code));
}

/** A damaged record is as good as none: the ports are chosen anew. */
function recordedPorts(file: string): Partial<StackPorts> | undefined {
  try {
    return z
      .partialRecord(z.enum(Object.keys(offsets) as [PortName]), z.number().int())
      .parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function layPorts(settings: Settings, env: NodeJS.ProcessEnv): Promise<StackPorts> {
  const file = path.join(settings.home, 'ports.json');
  const recorded = recordedPorts(file);
  const needed: PortName[] = ['imap', 'imaps', 'pop3', 'pop3s', 'sieve', 'lmtp', 'sasl', 'doveadm'];
  if (!settings.externalDatabase) needed.push('postgres');
  const ports = await choosePorts(wishedPorts(env), recorded, settings.listen, needed);
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  const unknown = args[0];
  if (unknown) throw new Stop(`Unknown argument ${unknown}.\n\n${usage}`);
  const env = process.env;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop(0));

  const settings = readSettings(env);
  demandUsable(settings.home);
  takeLock(settings.home);
  home = settings.home;
  const { who } = settings;
  say(`Home ${settings.home}`);

  const left = await endLeftovers(settings.home);
  if (left.length) say(`Ended what an earlier start had left: ${left.join(', ')}`);

  layOut(settings.home, who);
  const secrets = loadSecrets(settings.home);
  await layCertificate(settings.home, settings.mailHost, env);
  const ports = await layPorts(settings, env);
  const url = panelUrl(env, settings.listen, ports);
  const addresses = addressesOf(settings, ports, secrets);
  const context: StackContext = { settings, ports, url, secrets, addresses };
  const self = mark(process.pid);
  if (!self) throw new Error('this process is not in /proc');
  supervisor = new Supervisor(settings.home, partNames, { supervisor: self, url, state: 'starting', parts: {} });
  const parts = supervisor;

  const admin = adminAddress(settings, ports, secrets);
  if (!settings.externalDatabase) {
    await step('Database cluster', () => layCluster(settings, ports, secrets));
    await step('PostgreSQL', () => parts.start(postgresPart(context, admin)));
  }
  const names = roleNames(settings);
  await step('Database', async () => {
    if (!settings.externalDatabase) await layDatabase(admin, names, secrets);
    await layRoles(admin, names, secrets);
    const word = await migrate(addresses.owner);
    await layGrants(addresses.owner, names);
    return word;
  });
  writeStackEnvironment(settings, ports, url, secrets, addresses);

  layDovecot(context);
  await step('Dovecot', () => parts.start(dovecotPart(context)));
  if (stopping) return;
  parts.setState('running');
  process.stdout.write(`\n  IMAP ${settings.mailHost}:${ports.imaps}, POP3 ${settings.mailHost}:${ports.pop3s}\n\n`);
  say('Running. Ctrl-C stops everything.');
}

main().catch(async (error: unknown) => {
  if (stopping) return;
  process.stderr.write(
    `\n${error instanceof Stop ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  stop(1);
});
