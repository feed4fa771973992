import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Owner } from './identities';
import { stateOnceFree } from './ports';
import { alive, identify, nameOf, type ProcessIdentity, sessionOf, signal } from './process-table';
import { say } from './progress';
import { forgetRecord, type RunningRecord, waitForExit, writeRecord } from './running';
import { messageOf, Stop } from './stop';

/** A long-running part of the stack. */
export interface Part {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  owner?: Owner | null;
  ports: number[];
  /** The file for the output of the process. */
  output: string;
  /** The log to read first when it fails. */
  log: string;
  /** A note for `npm run status`. */
  note?: string;
  /** Runs before each start, to clean up after an earlier process. */
  before?: () => Promise<void>;
  /** Resolves when the part is ready. The signal is aborted if it exits instead. */
  ready?: (signal: AbortSignal) => Promise<void>;
  stop: { signal: NodeJS.Signals; milliseconds: number };
  /** If it fails at the start, the start continues and the part is restarted, as later. */
  mayFail?: boolean;
  /** Names of processes that are stopped last in the session of the part, because they write the log. */
  last?: string[];
}

/** A part that ran this long is healthy, and is restarted without delay. */
const healthyMs = 30_000;
const maxBackoffMs = 15_000;

interface Supervised {
  part: Part;
  child: ChildProcess | undefined;
  process: ProcessIdentity | null;
  ended: Promise<string>;
  restarts: number;
  backoff: number;
}

/** The last lines of a file, indented. */
export function tail(file: string, lines = 12): string {
  if (!existsSync(file)) return '';
  const text = readFileSync(file, 'utf8').slice(-20_000).trimEnd();
  return text
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');
}

/** Starts parts, restarts those that exit, and stops them in a given order. */
export class Supervisor {
  private readonly supervised = new Map<string, Supervised>();
  private stopping = false;

  constructor(
    private readonly dataDirectory: string,
    private readonly order: readonly string[],
    private readonly record: RunningRecord,
  ) {
    this.save();
  }

  private save(): void {
    writeRecord(this.dataDirectory, this.record);
  }

  setState(state: RunningRecord['state']): void {
    this.record.state = state;
    this.save();
  }

  warn(warnings: string[]): void {
    this.record.warnings = warnings;
    if (!this.stopping) this.save();
  }

  /** Starts a part and waits until it is ready. Throws a Stop with its last log lines if it exits before. */
  async start(part: Part): Promise<void> {
    const entry: Supervised = {
      part,
      child: undefined,
      process: null,
      ended: Promise.resolve(''),
      restarts: 0,
      backoff: 200,
    };
    this.supervised.set(part.name, entry);
    await this.spawn(entry);
    const outcome = await this.serves(entry);
    if (outcome && !this.stopping) {
      if (part.mayFail) {
        say(`${part.name} does not serve yet: ${outcome}. See ${part.log}`);
        void this.restartWhenEnded(entry);
        return;
      }
      const lines = [part.log, part.output]
        .filter((file, index, all) => all.indexOf(file) === index)
        .map((file) => tail(file));
      throw new Stop(
        `${part.name} did not start: ${outcome}. Its last lines, from ${part.log}:\n${lines.filter(Boolean).join('\n')}`,
      );
    }
    void this.restartWhenEnded(entry);
  }

  /** '' if the part is ready, else the reason why it is not. */
  private async serves(entry: Supervised): Promise<string> {
    const ended = new AbortController();
    const outcome = await Promise.race([
      (entry.part.ready?.(ended.signal) ?? Promise.resolve()).then(() => '', messageOf),
      entry.ended.then((how) => `it ended (${how})`),
    ]);
    ended.abort();
    return outcome;
  }

  private async spawn(entry: Supervised): Promise<void> {
    const { part } = entry;
    await part.before?.();
    // In the meantime an outgoing connection may use the port.
    for (const port of part.ports) await stateOnceFree(port, '127.0.0.1');
    if (this.stopping) return;
    const fd = openSync(part.output, 'a', 0o640);
    // When this process is killed (-9), the kernel signals the part.
    const child = spawn('setpriv', ['--pdeathsig', part.stop.signal.slice(3), '--', part.command, ...part.args], {
      env: part.env,
      cwd: part.cwd,
      ...(part.owner ? { uid: part.owner.uid, gid: part.owner.gid } : {}),
      stdio: ['ignore', fd, fd],
      // In its own session: Ctrl-C at the terminal reaches only this process, and the remaining processes of the part
      // can be found.
      detached: true,
    });
    closeSync(fd);
    entry.child = child;
    entry.process = child.pid ? (identify(child.pid) ?? null) : null;
    entry.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, name) => resolve(name ?? `code ${code}`));
    });
    this.record.parts[part.name] = {
      process: entry.process,
      ports: part.ports,
      restarts: entry.restarts,
      note: part.note ?? '',
    };
    this.save();
  }

  /** Restarts a part whenever it exits, with increasing delays while it exits early. */
  private async restartWhenEnded(entry: Supervised): Promise<void> {
    for (;;) {
      const since = Date.now();
      const how = await entry.ended;
      if (this.stopping) return;
      if (Date.now() - since > healthyMs) entry.backoff = 200;
      say(`${entry.part.name} ended (${how}); starting it again`);
      await this.endSession(entry);
      await wait(entry.backoff);
      entry.backoff = Math.min(entry.backoff * 2, maxBackoffMs);
      if (this.stopping) return;
      entry.restarts += 1;
      const start = Date.now();
      try {
        await this.spawn(entry);
        const outcome = await this.serves(entry);
        if (!outcome) say(`${entry.part.name} is back (${((Date.now() - start) / 1000).toFixed(1)} s)`);
        else if (entry.process && alive(entry.process)) {
          say(`${entry.part.name} does not serve: ${outcome}`);
          signal(entry.process, 'SIGKILL');
        }
      } catch (error) {
        if (this.stopping) return;
        say(`${entry.part.name}: ${messageOf(error)}`);
      }
    }
  }

  /**
   * Stops the remaining processes of a part whose first process has exited: Dovecot's children survive a killed master.
   */
  private async endSession(entry: Supervised): Promise<void> {
    if (!entry.process) return;
    const first = entry.process;
    const writers = new Set(entry.part.last ?? []);
    const rest = () => sessionOf(first).filter(({ pid }) => !writers.has(nameOf(pid)));
    for (const process of rest()) signal(process, 'SIGTERM');
    await waitForExit(rest(), 3000);
    for (const process of rest()) signal(process, 'SIGKILL');
    // The writers exit by themselves after the others.
    const left = await waitForExit(sessionOf(first), 1000);
    for (const process of left) signal(process, 'SIGTERM');
    for (const process of await waitForExit(left, 1000)) signal(process, 'SIGKILL');
    await waitForExit(sessionOf(first), 1000);
  }

  private async stopPart(entry: Supervised): Promise<void> {
    const { process, part } = entry;
    if (!process) return;
    if (alive(process)) {
      signal(process, part.stop.signal);
      if ((await waitForExit([process], part.stop.milliseconds)).length) {
        say(`${part.name} did not end within ${part.stop.milliseconds / 1000} s and is killed`);
        signal(process, 'SIGKILL');
        await waitForExit([process], 2000);
      }
    }
    await this.endSession(entry);
  }

  /** Stops one part. */
  async end(name: string): Promise<void> {
    const entry = this.supervised.get(name);
    if (entry) await this.stopPart(entry);
  }

  /** Stops all parts, one group after the other. */
  async stop(groups: readonly (readonly string[])[]): Promise<void> {
    this.stopping = true;
    this.setState('stopping');
    for (const group of groups) {
      await Promise.all(
        group.map(async (name) => {
          const entry = this.supervised.get(name);
          if (entry) await this.stopPart(entry);
        }),
      );
    }
    forgetRecord(this.dataDirectory, this.record.supervisor);
  }

  /** Kills all parts immediately, for a second Ctrl-C. */
  kill(): void {
    for (const entry of this.supervised.values()) {
      if (!entry.process) continue;
      for (const process of [entry.process, ...sessionOf(entry.process)]) signal(process, 'SIGKILL');
    }
  }

  get running(): string[] {
    return this.order.filter((name) => this.supervised.has(name));
  }
}
