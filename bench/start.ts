/**
 * Measures how long a host takes to start: a first start in an empty data directory and a second one in the same, until
 * the line "Running" and until the first page, compared with starting its servers and its panel one after another in
 * that directory. The panel is built first. Run as root, with nothing else running:
 *   tsx --conditions=react-server bench/start.ts [rounds]
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import os from 'node:os';
import { type BarePart, bareParts } from '@/lib/stack';
import { newDataDirectory, type OwnStack, startOwnStack } from '@/lib/testing';

const rounds = Number(process.argv[2] ?? 3);
const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(2);
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Start {
  running: number;
  page: number;
}

/** One start. Returns the milliseconds until both marks, and the ports. */
async function start(dataDirectory: string): Promise<Start & { ports: OwnStack['ports'] }> {
  const began = performance.now();
  const stack = await startOwnStack({ dataDirectory });
  const running = performance.now() - began;
  const answer = await fetch(`${stack.url}/sign-in`);
  await answer.text();
  if (answer.status !== 200) throw new Error(`the sign-in page answered ${answer.status}`);
  const page = performance.now() - began;
  await stack.stop({ keep: true });
  return { running, page, ports: stack.ports };
}

/** Milliseconds from spawning a process until it serves. It keeps running. */
async function bare(part: BarePart): Promise<{ took: number; end: () => Promise<void> }> {
  await part.before?.();
  const began = performance.now();
  const child = spawn(part.command, part.args, {
    env: part.env,
    cwd: part.cwd,
    ...(part.owner ? { uid: part.owner.uid, gid: part.owner.gid } : {}),
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await part.ready?.(new AbortController().signal);
  const took = performance.now() - began;
  return {
    took,
    end: async () => {
      child.kill(part.stop.signal);
      await ended;
    },
  };
}

async function measureBareParts(dataDirectory: string, ports: OwnStack['ports']): Promise<Map<string, number>> {
  const parts = await bareParts(dataDirectory, ports);
  const took = new Map<string, number>();
  const ends: (() => Promise<void>)[] = [];
  for (const part of parts) {
    const one = await bare(part);
    took.set(part.name, one.took);
    ends.unshift(one.end);
  }
  for (const end of ends) await end();
  return took;
}

console.log(
  `${os.cpus().length} × ${os.cpus()[0]?.model}, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.version}; median of ${rounds}`,
);
// A start before the measurement, so that the build exists and the disk cache is warm.
const first = newDataDirectory();
await start(first);
rmSync(first, { recursive: true, force: true });

const colds: Start[] = [];
const agains: Start[] = [];
const sums: Map<string, number>[] = [];
for (let round = 0; round < rounds; round += 1) {
  const dataDirectory = newDataDirectory();
  colds.push(await start(dataDirectory));
  const again = await start(dataDirectory);
  agains.push(again);
  sums.push(await measureBareParts(dataDirectory, again.ports));
  rmSync(dataDirectory, { recursive: true, force: true });
}
const sum = median(sums.map((one) => [...one.values()].reduce((a, b) => a + b, 0)));
for (const name of sums[0]?.keys() ?? [])
  console.log(`${`${name} alone`.padEnd(28)}${seconds(median(sums.map((one) => one.get(name) ?? 0))).padStart(7)} s`);
console.log(`${'their sum'.padEnd(28)}${seconds(sum).padStart(7)} s`);
for (const [label, starts] of [
  ['first start', colds],
  ['second start', agains],
] as const) {
  for (const mark of ['running', 'page'] as const) {
    const value = median(starts.map((one) => one[mark]));
    console.log(
      `${`${label}, ${mark === 'running' ? 'running' : 'first page'}`.padEnd(28)}${seconds(value).padStart(7)} s${(value / sum).toFixed(2).padStart(7)} of the sum`,
    );
  }
}
process.exit(0);
