import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Owner } from './identities';
import { settledState } from './ports';
import { alive, mark, nameOf, type ProcessMark, sessionOf, signal } from './process-table';
import { say } from './progress';
import { forgetRecord, gone, type RunningRecord, writeRecord } from './running';
import { messageOf, Stop } from './stop';

/** One long-running part of the stack. */
export interface Part {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  owner?: Owner | null;
  ports: number[];
  /** File for what the process prints. */
  output: string;
  /** Where a person looks first when it fails. */
  log: string;
  /** A note for `npm run status`. */
  note?: string;
  /** Runs before each start, to remove what an earlier process left. */
  before?: () => Promise<void>;
  /** Resolves when the part serves. The signal is aborted when it has ended instead. */
  ready?: (signal: AbortSignal) => Promise<void>;
  stop: { signal: NodeJS.Signals; milliseconds: number };
  /** When it fails at the start, the start goes on and the part is restarted, as at any later time. */
  mayFail?: boolean;
  /** Names of processes that are stopped last in the part's session, because they write the log. */
  last?: string[];
}

/** A part that ran this long is healthy, and its next restart is immediate. */
const healthyMs = 30_000;
const maxBackoffMs = 15_000;

interface Life {
  part: Part;
  child: ChildProcess | undefined;
  process: ProcessMark | null;
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

/** Starts parts, restarts those that end, and stops them in a given order. */
export class Supervisor {
  private readonly lives = new Map<string, Life>();
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

  /** Starts a part and waits until it serves; throws a Stop with its last log lines when it dies before. */
  async start(part: Part): Promise<void> {
    const life: Life = { part, child: undefined, process: null, ended: Promise.resolve(''), restarts: 0, backoff: 200 };
    this.lives.set(part.name, life);
    await this.spawn(life);
    const outcome = await this.serves(life);
    if (outcome && !this.stopping) {
      if (part.mayFail) {
        say(`${part.name} does not serve yet: ${outcome}. See ${part.log}`);
        void this.keep(life);
        return;
      }
      const lines = [part.log, part.output]
        .filter((file, index, all) => all.indexOf(file) === index)
        .map((file) => tail(file));
      throw new Stop(
        `${part.name} did not start: ${outcome}. Its last lines, from ${part.log}:\n${lines.filter(Boolean).join('\n')}`,
      );
    }
    void this.keep(life);
  }

  /** '' once the part serves, else the reason why it does not. */
  private async serves(life: Life): Promise<string> {
    const ended = new AbortController();
    const outcome = await Promise.race([
      (life.part.ready?.(ended.signal) ?? Promise.resolve()).then(() => '', messageOf),
      life.ended.then((how) => `it ended (${how})`),
    ]);
    ended.abort();
    return outcome;
  }

  private async spawn(life: Life): Promise<void> {
    const { part } = life;
    await part.before?.();
    // Meanwhile an outgoing connection may use the port.
    for (const port of part.ports) await settledState(port, '127.0.0.1');
    if (this.stopping) return;
    const fd = openSync(part.output, 'a', 0o644);
    // When this process is killed (-9), the kernel signals the part.
    const child = spawn('setpriv', ['--pdeathsig', part.stop.signal.slice(3), '--', part.command, ...part.args], {
      env: part.env,
      cwd: part.cwd,
      ...(part.owner ? { uid: part.owner.uid, gid: part.owner.gid } : {}),
      stdio: ['ignore', fd, fd],
      // A session of its own: Ctrl-C at the terminal reaches only this process, and what the part leaves can be found.
      detached: true,
    });
    closeSync(fd);
    life.child = child;
    life.process = child.pid ? (mark(child.pid) ?? null) : null;
    life.ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, name) => resolve(name ?? `code ${code}`));
    });
    this.record.parts[part.name] = {
      process: life.process,
      ports: part.ports,
      restarts: life.restarts,
      note: part.note ?? '',
    };
    this.save();
  }

  /** Restarts a part whenever it ends, with growing pauses while it keeps ending soon. */
  private async keep(life: Life): Promise<void> {
    for (;;) {
      const since = Date.now();
      const how = await life.ended;
      if (this.stopping) return;
      if (Date.now() - since > healthyMs) life.backoff = 200;
      say(`${life.part.name} ended (${how}); starting it again`);
      await this.endSession(life);
      await wait(life.backoff);
      life.backoff = Math.min(life.backoff * 2, maxBackoffMs);
      if (this.stopping) return;
      life.restarts += 1;
      const start = Date.now();
      try {
        await this.spawn(life);
        const outcome = await this.serves(life);
        if (!outcome) say(`${life.part.name} is back (${((Date.now() - start) / 1000).toFixed(1)} s)`);
        else if (life.process && alive(life.process)) {
          say(`${life.part.name} does not serve: ${outcome}`);
          signal(life.process, 'SIGKILL');
        }
      } catch (error) {
        if (this.stopping) return;
        say(`${life.part.name}: ${messageOf(error)}`);
      }
    }
  }

  /** Stops what is left of a part whose first process has ended: Dovecot's children outlive a killed master. */
  private async endSession(life: Life): Promise<void> {
    if (!life.process) return;
    const first = life.process;
    const writers = new Set(life.part.last ?? []);
    const rest = () => sessionOf(first).filter(({ pid }) => !writers.has(nameOf(pid)));
    for (const process of rest()) signal(process, 'SIGTERM');
    await gone(rest(), 3000);
    for (const process of rest()) signal(process, 'SIGKILL');
    // The writers end by themselves when the rest has ended.
    const left = await gone(sessionOf(first), 1000);
    for (const process of left) signal(process, 'SIGTERM');
    for (const process of await gone(left, 1000)) signal(process, 'SIGKILL');
    await gone(sessionOf(first), 1000);
  }

  private async stopPart(life: Life): Promise<void> {
    const { process, part } = life;
    if (!process) return;
    if (alive(process)) {
      signal(process, part.stop.signal);
      if ((await gone([process], part.stop.milliseconds)).length) {
        say(`${part.name} did not end within ${part.stop.milliseconds / 1000} s and is killed`);
        signal(process, 'SIGKILL');
        await gone([process], 2000);
      }
    }
    await this.endSession(life);
  }

  /** Stops one part. */
  async end(name: string): Promise<void> {
    const life = this.lives.get(name);
    if (life) await this.stopPart(life);
  }

  /** Stops all parts, each group after the one before it has ended. */
  async stop(groups: readonly (readonly string[])[]): Promise<void> {
    this.stopping = true;
    this.setState('stopping');
    for (const group of groups) {
      await Promise.all(
        group.map(async (name) => {
          const life = this.lives.get(name);
          if (life) await this.stopPart(life);
        }),
      );
    }
    forgetRecord(this.dataDirectory, this.record.supervisor);
  }

  /** Kills all parts at once, for a second Ctrl-C. */
  kill(): void {
    for (const life of this.lives.values()) {
      if (!life.process) continue;
      for (const process of [life.process, ...sessionOf(life.process)]) signal(process, 'SIGKILL');
    }
  }

  get running(): string[] {
    return this.order.filter((name) => this.lives.has(name));
  }
}
