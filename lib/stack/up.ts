import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { build, buildPrograms, pruneBuilds, useBuild } from './build';
import { writeCertificate } from './certificate';
import { prepareDataDirectory, requireUsable } from './data-directory';
import { addressesOf, adminAddress, prepareCluster } from './database';
import { writeStackEnvironment } from './environment';
import { firstRun } from './first-run';
import { migrate } from './migrate';
import {
  agentPart,
  dovecotPart,
  panelPart,
  partNames,
  policyPart,
  postfixPart,
  postgresPart,
  rspamdPart,
  type StackContext,
  simulatorPart,
  stopOrder,
  workerPart,
} from './parts';
import { choosePorts, offsets, type PortName, portSettings, type StackPorts } from './ports';
import { preparePostfix } from './postfix';
import { identify } from './process-table';
import { say, step } from './progress';
import { ensureDatabase, ensureRoles, grants, roleNames } from './roles';
import { writeRspamdConfig } from './rspamd';
import { stopCommands } from './run-command';
import { releaseLock, stopLeftovers, takeLock } from './running';
import { loadSecrets } from './secrets';
import { selfCheck } from './self-check';
import { panelUrl, readSettings, type Settings } from './settings';
import { startReaper } from './start-reaper';
import { messageOf, Stop } from './stop';
import { Supervisor } from './supervise';
import { writeDovecotConfig } from './write-dovecot-config';

const usage = `npm run up [-- --empty]

  --empty   a host without the demonstration: one staff sign-in and nothing else
`;

let supervisor: Supervisor | undefined;
let dataDirectory: string | undefined;
let stopReaper = () => {};
let stopping: Promise<void> | undefined;

function stop(code: number): void {
  if (stopping) {
    say('Stopping at once');
    supervisor?.kill();
    return;
  }
  stopping = (async () => {
    stopCommands();
    if (supervisor) {
      say('Stopping');
      await supervisor.stop(stopOrder);
      stopReaper();
      say('Stopped');
    }
    if (dataDirectory) releaseLock(dataDirectory);
  })();
  void stopping.finally(() => process.exit(code));
}

const knownPorts = (recorded: object) =>
  Object.fromEntries(Object.entries(recorded).filter(([name]) => Object.hasOwn(offsets, name)));

/** A damaged record is ignored, and the ports are chosen again. */
function recordedPorts(file: string): Partial<StackPorts> | undefined {
  try {
    // Earlier versions also had ports that are UNIX sockets now.
    return z
      .partialRecord(z.enum(Object.keys(offsets) as [PortName]), z.number().int())
      .parse(knownPorts(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    return undefined;
  }
}

async function assignPorts(settings: Settings, env: NodeJS.ProcessEnv): Promise<StackPorts> {
  const file = path.join(settings.dataDirectory, 'ports.json');
  const recorded = recordedPorts(file);
  const mail: PortName[] = ['submission', 'submissions', 'smtp', 'smtpSubmission', 'relay', 'reinject'];
  const needed = (Object.keys(offsets) as PortName[]).filter(
    (name) => !(name === 'postgres' && settings.externalDatabase) && !(mail.includes(name) && !settings.who.root),
  );
  const ports = await choosePorts(portSettings(env), recorded, settings, needed);
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  const unknown = args.find((arg) => arg !== '--empty');
  if (unknown) throw new Stop(`Unknown argument ${unknown}.\n\n${usage}`);
  const env = process.env;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop(0));

  const settings = readSettings(env, { empty: args.includes('--empty') });
  requireUsable(settings.dataDirectory);
  takeLock(settings.dataDirectory);
  dataDirectory = settings.dataDirectory;
  const { who } = settings;
  say(
    `Data directory ${settings.dataDirectory}${who.root ? '' : ', without root: Postfix, rspamd and the submission service are off, so that no mail is judged'}`,
  );
  if (who.root && !settings.spamFilter)
    say('Notice: the spam filter is off (MILEPOST_SPAM_FILTER=0). Senders are checked, and no mail is judged as spam');
  if (who.root && !settings.clamd) say('No virus scanner: MILEPOST_CLAMD names none');
  if (who.root && !who.app) say('Notice: the panel runs as root, because its own account cannot read this checkout');

  const left = await stopLeftovers(settings.dataDirectory);
  if (left.length) say(`Ended what an earlier start had left: ${left.join(', ')}`);

  prepareDataDirectory(settings.dataDirectory, who);
  const secrets = loadSecrets(settings.dataDirectory);
  await writeCertificate(settings.dataDirectory, settings.mailHost, env);
  const ports = await assignPorts(settings, env);
  const url = panelUrl(settings, ports);
  const addresses = addressesOf(settings, ports, secrets);
  const programs = settings.dev ? undefined : await buildPrograms();
  const context: StackContext = { settings, ports, url, secrets, addresses, programs };
  const self = identify(process.pid);
  if (!self) throw new Error('this process is not in /proc');
  supervisor = new Supervisor(settings.dataDirectory, partNames, {
    supervisor: self,
    url,
    state: 'starting',
    warnings: [],
    parts: {},
  });
  const parts = supervisor;
  stopReaper = startReaper(settings.dataDirectory);

  // The build does not depend on anything else here.
  const building = settings.dev ? undefined : step('Panel built', async () => build(settings));
  building?.catch(() => {});

  const admin = adminAddress(settings, ports, secrets);
  if (!settings.externalDatabase) {
    await step('Database cluster', () => prepareCluster(settings, ports, secrets));
    await step('PostgreSQL', () => parts.start(postgresPart(context, admin)));
  }
  const names = roleNames(settings);
  await step('Database', async () => {
    if (!settings.externalDatabase) await ensureDatabase(admin, names, secrets);
    await ensureRoles(admin, names, secrets, addresses);
    return migrate(addresses.owner, grants(names));
  });
  writeStackEnvironment(settings, ports, url, secrets, addresses);

  await writeDovecotConfig(context);
  if (who.root) writeRspamdConfig(settings, ports, secrets);
  // Only the panel waits for its build. On a first start, the demonstration is written in parallel.
  const panel = (async () => {
    const built = await building;
    if (built) {
      useBuild(built.dist);
      pruneBuilds();
    }
    if (!stopping) await step('Panel', () => parts.start(panelPart(context, built?.dist)));
  })();
  const rest = (async () => {
    await Promise.all([
      startMail(context, parts),
      step('Agent', () => parts.start(agentPart(context))),
      step('Worker', () => parts.start(workerPart(context))),
    ]);
    const lines = stopping ? [] : await firstRun(context, env);
    if (settings.demo && !stopping) await step('Simulated clients', () => parts.start(simulatorPart(context)));
    return lines;
  })();
  const [lines] = await Promise.all([rest, panel]);
  if (stopping) return;
  parts.setState('running');
  process.stdout.write(`\n  ${url}\n\n${lines.map((line) => `  ${line}\n`).join('')}\n`);
  say('Running. Ctrl-C stops everything.');
  // A host that starts is not kept from running by a check that fails.
  const warnings = await selfCheck(context).catch((error: unknown) => [`It could not be checked: ${messageOf(error)}`]);
  if (stopping) return;
  parts.warn(warnings);
  for (const warning of warnings) say(`Warning: ${warning}`);
}

/** Postfix starts after Dovecot, because its processes exit if they cannot authenticate. */
async function startMail(context: StackContext, parts: Supervisor): Promise<void> {
  const { settings, ports, addresses } = context;
  // It compiles its rules at the first start, for a quarter of a minute.
  const judging = settings.who.root ? step('rspamd', () => parts.start(rspamdPart(context))) : undefined;
  judging?.catch(() => {});
  const postfixReady = settings.who.root ? preparePostfix(settings, ports, addresses.postfix) : undefined;
  postfixReady?.catch(() => {});
  await step('Authentication policy', () => parts.start(policyPart(context)));
  await step('Dovecot', () => parts.start(dovecotPart(context)));
  await postfixReady;
  await judging;
  if (postfixReady && !stopping) await step('Postfix', () => parts.start(postfixPart(context)));
}

main().catch(async (error: unknown) => {
  if (stopping) return;
  process.stderr.write(
    `\n${error instanceof Stop ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  stop(1);
});
