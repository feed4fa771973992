import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Owner } from './identities';
import { Stop } from './stop';

const running = new Set<ChildProcess>();

interface CommandOptions {
  env?: NodeJS.ProcessEnv;
  owner?: Owner | null;
  cwd?: string;
  /** Called for each line of output. */
  onLine?: (line: string) => void;
  /** The file for all output. */
  log?: string;
}

/** Runs a command in its own process group and returns its output. Throws with the last lines if it fails. */
export function runCommand(
  command: string,
  args: readonly string[],
  { env, owner, cwd, onLine, log }: CommandOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(env ? { env } : {}),
      ...(owner ? { uid: owner.uid, gid: owner.gid } : {}),
      ...(cwd ? { cwd } : {}),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    const fd = log ? openSync(log, 'a', 0o640) : undefined;
    let output = '';
    let partial = '';
    const take = (chunk: string) => {
      if (fd !== undefined) writeSync(fd, chunk);
      output = (output + chunk).slice(-200_000);
      const lines = (partial + chunk).split('\n');
      partial = lines.pop() ?? '';
      if (onLine) for (const line of lines) onLine(line);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', take);
    }
    const done = () => {
      running.delete(child);
      if (fd !== undefined) closeSync(fd);
    };
    child.once('error', (error) => {
      done();
      reject(new Stop(`${command} cannot be started: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      done();
      if (code === 0) resolve(output);
      else {
        const tail = output
          .trimEnd()
          .split('\n')
          .slice(-15)
          .map((line) => `    ${line}`)
          .join('\n');
        reject(new Stop(`${command} ${args.slice(0, 3).join(' ')} ended with ${signal ?? code}:\n${tail}`));
      }
    });
  });
}

/** Stops the running commands with their process groups. */
export function stopCommands(): void {
  for (const child of running) {
    if (!child.pid) continue;
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has just exited.
    }
  }
}
