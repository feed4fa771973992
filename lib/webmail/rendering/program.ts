import { Worker } from 'node:worker_threads';
import { messageOf } from './fault';
import { type JobName, jobs } from './jobs';
import type { Answer, Request } from './pool';

// Runs in a process of its own, which the pool kills when a job takes too long. It has no secrets and opens nothing.

const send = (answer: Answer) => process.send?.(answer);

process.on('message', ({ id, name, input }: Request) => {
  Promise.resolve()
    .then(() => (jobs[name as JobName] as (given: unknown) => unknown)(input))
    .then(
      (result) => send({ id, result }),
      (error: unknown) => send({ id, fault: messageOf(error) }),
    );
});
process.on('disconnect', () => process.exit());

// A job that never ends does not hear that the panel was killed: a thread looks after its parent.
const watchdog = `
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
`;
new Worker(watchdog, { eval: true }).unref();

send({ ready: true });
