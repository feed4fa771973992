import type { Answer, Request } from './pool';

/** A program for the pool whose jobs take everything that they can get. */
const jobs: Record<string, () => unknown> = {
  echo: () => 'here',
  loop: () => {
    for (;;);
  },
  objects: () => {
    const all: unknown[] = [];
    for (;;) all.push({});
  },
  array: () => new Array(1e8).fill(1.5).length,
  characters: () => 'x'.repeat(2 ** 28).split('').length,
  exit: () => process.exit(3),
};

const send = (answer: Answer) => process.send?.(answer);
process.on('message', ({ id, name }: Request) => send({ id, result: jobs[name]?.() }));
process.on('disconnect', () => process.exit());
send({ ready: true });
