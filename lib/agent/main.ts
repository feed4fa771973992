import { execFile } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { reportNode } from '@/lib/activity/hand-over';
import { config } from '@/lib/config';
import { readLine } from '@/lib/dovecot';
import { log } from '@/lib/log';
import { PostfixLog } from '@/lib/postfix';
import { readVerdictLine } from '@/lib/rspamd';
import { anchorAudit } from './anchor-audit';
import { answerCommands } from './answer-commands';
import { deliverQueue } from './deliver-queue';
import { Doveadm } from './doveadm';
import { followLog, type Parse } from './follow-log';
import { type Health, troubleOf } from './health';
import { maxAgeOfLogs } from './log-age';
import { retryQueued, returnQueued } from './queue';
import { reopenPostfix, reopenRspamd, reopenWith, rotateLogs } from './rotate-log';
import { rotateOutputs } from './rotate-outputs';
import { SigningKeys } from './signing-keys';

// The agent runs as root on the host of one Dovecot. Only the agent reads its log and calls its doveadm. It has no data
// of tenants and makes no decisions: it hands over records and executes verbs.

/** The panel reports an agent as missing after 20 s. */
const heartbeatMs = 5_000;
/** A pid is reused after about 30,000 processes at the earliest, so older logins are not needed. */
const maxLogins = 50_000;

const {
  MILEPOST_HOME: dataDirectory,
  MILEPOST_NODE: node,
  MILEPOST_PORTS: ports,
  MILEPOST_LOG_BYTES: limit,
  MILEPOST_AUDIT_COPIES: copies,
} = config();
const logs = path.join(dataDirectory, 'log');
const file = path.join(logs, 'dovecot-info.log');
/** Without root there is no rspamd, and no such file. */
const verdicts = path.join(logs, 'rspamd.log');
const queue = path.join(logs, 'postfix.log');
const postfix = path.join(dataDirectory, 'postfix');
const since = new Date();
const stopping = new AbortController();
const { signal } = stopping;

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    stopping.abort();
    // The agent must stop within 3 s, even if something hangs.
    setTimeout(() => process.exit(0), 2_800).unref();
  });
}

const health: Health = { logMissing: false, unreadableLogin: false, displaced: false, doveadm: null, auditWrong: null };
const sids = new Map<number, string>();
const postfixLog = new PostfixLog();
const maxAge = maxAgeOfLogs();
const signingKeys = new SigningKeys(dataDirectory);
const context = {
  doveadm: new Doveadm(ports.doveadm, readFileSync(path.join(dataDirectory, 'keys/doveadm.key'), 'utf8').trim()),
  sidOf: (pid: number) => sids.get(pid),
  writeSigningKeys: () => signingKeys.write(),
  retryQueued: (queueId: string) => retryQueued(postfix, queueId),
  returnQueued: (queueId: string) => returnQueued(postfix, queueId),
  deliverQueue: () => deliverQueue(postfix),
};

function onLogin(pid: number, sid: string): void {
  sids.delete(pid);
  sids.set(pid, sid);
  const [oldest] = sids.keys();
  if (sids.size > maxLogins && oldest !== undefined) sids.delete(oldest);
}

const readDovecotLine: Parse = (text) => {
  const read = readLine(text);
  const { record } = read;
  if (record?.kind === 'login') {
    health.unreadableLogin = false;
    if (record.pid) onLogin(record.pid, record.sid);
  } else if (!record && /^\S+ [a-z0-9]+-login: Info: (?:Login|Logged in): /.test(text)) health.unreadableLogin = true;
  return read;
};

async function version(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('dovecot', ['--version'], { timeout: 5_000 });
    return stdout.trim().split(' ')[0] ?? '';
  } catch {
    return '';
  }
}

async function beat(): Promise<void> {
  const known = await version();
  while (!signal.aborted) {
    try {
      accessSync(file, constants.R_OK);
      health.logMissing = false;
    } catch {
      health.logMissing = true;
    }
    try {
      await reportNode({ name: node, version: known, agentSince: since, ...troubleOf(health) });
    } catch {
      // The database is unavailable. The panel notices that itself.
    }
    await wait(heartbeatMs, undefined, { signal }).catch(() => {});
  }
}

log.info(`agent of ${node} follows ${path.basename(file)}`);
// The keys may have changed while no agent was running.
signingKeys.write().catch((error: unknown) => log.error(`cannot write the signing keys: ${String(error)}`));
await Promise.all([
  followLog({ node, file, health, parse: readDovecotLine }, signal),
  followLog({ node, file: verdicts, health, parse: readVerdictLine }, signal),
  followLog({ node, file: queue, health, parse: (text) => postfixLog.read(text) }, signal),
  answerCommands({ node, context, health }, signal),
  rotateLogs(
    {
      node,
      limit,
      maxAge,
      reopen: reopenWith(path.join(dataDirectory, 'dovecot/dovecot.conf')),
      files: [file, path.join(logs, 'dovecot.log')],
    },
    signal,
  ),
  rotateLogs(
    { node, limit, maxAge, reopen: async () => reopenRspamd(dataDirectory), files: [verdicts], renew: true },
    signal,
  ),
  rotateLogs(
    { node, limit, maxAge, reopen: async () => reopenPostfix(dataDirectory), files: [queue], renew: true },
    signal,
  ),
  rotateOutputs(
    { directory: logs, others: ['dovecot-info.log', 'dovecot.log', 'rspamd.log', 'postfix.log'], limit, maxAge },
    signal,
  ),
  anchorAudit({ dataDirectory, health, copies: copies.split(/\s+/).filter(Boolean) }, signal),
  beat(),
]);
log.info('agent stopped');
process.exit(0);
