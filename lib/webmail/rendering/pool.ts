import type { ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import { Refusal } from '@/lib/errors';
import { processorTimeMs } from './processor-time';

export interface PoolSettings {
  /** The program, built or as TypeScript. It answers each Request with one Answer. */
  program: string;
  processes: number;
  startMs: number;
  maxOldGenerationMb: number;
  maxQueued: number;
  maxWaitMs: number;
  maxQueuedPerOwner: number;
}

export interface Request {
  id: number;
  name: string;
  input: unknown;
}

export type Answer = { ready: true } | { id: number; result: unknown } | { id: number; fault: string };

/**
 * Why a job has no result: it took too long, its process died (of its memory limit), the code has a fault, it waited too
 * long for its turn, or no process could be started for it.
 */
export type Failure = 'timeout' | 'died' | 'fault' | 'late' | 'not-started';
export type Outcome = { result: unknown } | { failure: Failure; reason: string };

interface Job {
  owner: string;
  request: Omit<Request, 'id'>;
  timeoutMs: number;
  queuedAt: number;
  done: (outcome: Outcome) => void;
}

interface Member {
  child: ChildProcess;
  ready: boolean;
  /** Runs out if it does not start. */
  starting: NodeJS.Timeout;
  running: { id: number; job: Job; timer: NodeJS.Timeout } | null;
}

/** Not imported: the bundler would take the program, whose path it cannot know, for a part of the panel. */
const { fork } = process.getBuiltinModule('node:child_process');

/** Lower than the panel's, so that hostile messages do not take its processor time. */
const niceness = 5;
/** On a busy host a job takes longer than its processor time; so much longer at most. */
const maxSlowness = 5;
const maxFailedStarts = 3;

/**
 * Processes that each do one job at a time. Processes rather than worker threads: a thread that allocates one large
 * array beyond its limit aborts the whole process ("invalid array length", "last resort" in V8), and so would end the
 * panel. A job of one owner runs at a time, and owners take turns.
 */
export class ProcessPool {
  private readonly members = new Set<Member>();
  /** Waiting jobs by owner, the owner whose turn it is first. */
  private readonly waiting = new Map<string, Job[]>();
  private queued = 0;
  private nextId = 1;
  private closed = false;
  /** Starts that failed in a row. */
  private failedStarts = 0;

  constructor(private readonly settings: PoolSettings) {}

  /** Runs a job for at most `timeoutMs` of processor time. Refused as `busy` if too many wait. */
  run(owner: string, name: string, input: unknown, timeoutMs: number): Promise<Outcome> {
    const own = this.waiting.get(owner) ?? [];
    const { maxQueued, maxQueuedPerOwner } = this.settings;
    if (this.closed || this.queued >= maxQueued || own.length >= maxQueuedPerOwner) throw new Refusal('busy');
    return new Promise((resolve) => {
      own.push({ owner, request: { name, input }, timeoutMs, queuedAt: performance.now(), done: resolve });
      this.waiting.set(owner, own);
      this.queued += 1;
      this.dispatch();
    });
  }

  /** Ends the processes. Waiting jobs fail. */
  close(): void {
    this.closed = true;
    this.failWaiting('closed');
    for (const member of this.members) this.remove(member, { failure: 'died', reason: 'closed' });
  }

  private dispatch(): void {
    if (this.closed) return;
    for (const member of this.members) {
      if (!member.ready || member.running) continue;
      const job = this.takeNext();
      if (!job) break;
      this.start(member, job);
    }
    const idle = [...this.members].filter(({ running }) => !running).length;
    if (this.members.size < this.settings.processes && idle < this.runnable()) this.spawn();
    this.holdProcess();
  }

  /** Owners with a waiting job and none that runs. */
  private runnable(): number {
    return [...this.waiting.keys()].filter((owner) => !this.isRunning(owner)).length;
  }

  private isRunning(owner: string): boolean {
    return [...this.members].some(({ running }) => running?.job.owner === owner);
  }

  private takeNext(): Job | undefined {
    this.dropLate();
    for (const [owner, jobs] of this.waiting) {
      if (this.isRunning(owner)) continue;
      const job = jobs.shift();
      // To the end of the turn.
      this.waiting.delete(owner);
      if (jobs.length > 0) this.waiting.set(owner, jobs);
      this.queued -= 1;
      return job;
    }
    return undefined;
  }

  private dropLate(): void {
    const { maxWaitMs } = this.settings;
    const now = performance.now();
    for (const [owner, jobs] of this.waiting) {
      while (jobs[0] && now - jobs[0].queuedAt > maxWaitMs) {
        jobs.shift()?.done({ failure: 'late', reason: `${maxWaitMs} ms` });
        this.queued -= 1;
      }
      if (jobs.length === 0) this.waiting.delete(owner);
    }
  }

  private start(member: Member, job: Job): void {
    const id = this.nextId++;
    const { pid = 0 } = member.child;
    const begin = { at: performance.now(), processorMs: processorTimeMs(pid) };
    const check = () => {
      const passed = performance.now() - begin.at;
      const now = processorTimeMs(pid);
      const used = now === null || begin.processorMs === null ? passed : now - begin.processorMs;
      const left = Math.min(job.timeoutMs - used, job.timeoutMs * maxSlowness - passed);
      if (left <= 0) this.remove(member, { failure: 'timeout', reason: `${Math.round(used)} ms` });
      else if (member.running?.id === id) member.running.timer = setTimeout(check, Math.max(left, 20));
    };
    member.running = { id, job, timer: setTimeout(check, job.timeoutMs) };
    member.child.send({ id, ...job.request }, (error) => {
      // It has just died.
      if (error) this.remove(member, { failure: 'died', reason: error.message });
    });
  }

  private settle(member: Member, outcome: Outcome): void {
    const { running } = member;
    if (!running) return;
    clearTimeout(running.timer);
    member.running = null;
    running.job.done(outcome);
    this.dispatch();
  }

  private spawn(): void {
    const { program, maxOldGenerationMb, startMs } = this.settings;
    const child = fork(program, {
      execArgv: [
        `--max-old-space-size=${maxOldGenerationMb}`,
        '--conditions=react-server',
        ...(program.endsWith('.ts') ? ['--import', 'tsx'] : []),
      ],
      // Nothing of the panel's environment: the program needs no secrets.
      env: { PATH: '/usr/bin:/bin', NODE_ENV: 'production' } as NodeJS.ProcessEnv,
      // V8 writes of each death by the memory limit, which is expected.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    const starting = setTimeout(() => this.remove(member, { failure: 'died', reason: 'late' }), startMs);
    const member: Member = { child, ready: false, starting, running: null };
    this.members.add(member);
    if (child.pid) lowerPriority(child.pid);
    child.on('message', (answer: Answer) => {
      if ('ready' in answer) {
        clearTimeout(starting);
        member.ready = true;
        this.failedStarts = 0;
        this.dispatch();
      } else if (answer.id === member.running?.id) {
        this.settle(member, 'result' in answer ? answer : { failure: 'fault', reason: answer.fault });
      }
    });
    child.on('error', (error) => this.remove(member, { failure: 'died', reason: error.message }));
    child.on('exit', (code, signal) => this.remove(member, { failure: 'died', reason: String(signal ?? code) }));
  }

  /** Kills a process. Its place is free at once, and its job is answered. */
  private remove(member: Member, outcome: { failure: Failure; reason: string }): void {
    if (!this.members.delete(member)) return;
    clearTimeout(member.starting);
    member.child.kill('SIGKILL');
    if (!member.ready) this.failedStarts += 1;
    // A program that cannot start is not started for ever.
    if (this.failedStarts >= maxFailedStarts) {
      this.failedStarts = 0;
      this.failWaiting(`cannot start: ${outcome.reason}`);
    }
    this.settle(member, outcome);
    this.dispatch();
  }

  private failWaiting(reason: string): void {
    const jobs = [...this.waiting.values()].flat();
    this.waiting.clear();
    this.queued = 0;
    for (const job of jobs) job.done({ failure: 'not-started', reason });
  }

  /** Processes without work do not keep this one from ending. */
  private holdProcess(): void {
    const work = this.queued > 0 || [...this.members].some(({ running }) => running);
    for (const { child } of this.members) {
      if (work) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    }
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // It has already ended.
  }
}
