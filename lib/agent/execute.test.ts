import { expect, it, vi } from 'vitest';
import { type NodeVerb, verbs } from '@/lib/dovecot';
import { execute } from './execute';
import type { Context } from './verbs/verb';

const at = '2026-01-01T00:00:00.000Z';
const anna = 'anna@d.example';

/** Arguments that each verb accepts. */
const accepted: Record<NodeVerb, Record<string, unknown>> = {
  who: {},
  'flush-auth-cache': { users: [anna] },
  'disconnect-session': { user: anna, service: 'imap', pid: 4711 },
  'disconnect-user': { user: anna },
  quota: { users: [anna] },
  find: { user: anna, folder: 'INBOX', before: at, basis: 'saved' },
  remove: { user: anna, folder: 'INBOX', messages: [] },
  restore: { user: anna, folder: 'INBOX', guid: 'f' },
  redirects: { user: anna },
  save: { user: anna, message: 'Text', messageId: '<a@b>' },
  'purge-retained': { user: anna, before: at },
  'purge-removed': { user: anna, before: at },
  'trim-removed': { user: anna, maxBytes: 0 },
  'write-signing-keys': {},
  'retry-queued': { queueId: '4jcNgH5C4YzJNGC' },
  'return-queued': { queueId: '4jcNgH5C4YzJNGC' },
  'deliver-queue': {},
};
const withUser = (Object.keys(verbs) as NodeVerb[]).filter((verb) =>
  Object.keys(verbs[verb].args.shape).some((name) => /^users?$/.test(name)),
);

/** Counts what reaches doveadm. */
function counting(): { context: Context; ran: () => number } {
  let count = 0;
  const run = async () => {
    count += 1;
    return [];
  };
  const context = { doveadm: { run, one: run }, sidOf: () => undefined } as unknown as Context;
  return { context, ran: () => count };
}

/** Masks and other names in a list are refused beside a good one. */
const asking = (verb: NodeVerb, name: unknown) =>
  execute(context, verb, {
    ...accepted[verb],
    ...('users' in accepted[verb] ? { users: [anna, name] } : { user: name }),
  });
const { context, ran } = counting();

const refused = [
  '',
  '*',
  '?',
  '*@d.example',
  'ann?@d.example',
  'anna@*',
  'anna@d.exampl?',
  'anna',
  '@d.example',
  'anna@',
  'anna@d.example\n',
  'an\0na@d.example',
  'anna@d.example\u007f',
  'Anna@d.example',
  ' anna@d.example',
  'anna@d.example/ap1',
  'anna+x@d.example',
  'anna@d@d.example',
  '-u@d.example -A@d.example',
  'anna@bücher.example',
  `${'a'.repeat(65)}@d.example`,
  null,
  undefined,
  [anna],
];

it.each(['retry-queued', 'return-queued'] as const)(
  '%s takes the id of one message, and nothing else',
  async (verb) => {
    const run = vi.fn(async () => ({ found: true }));
    const postfix = { retryQueued: run, returnQueued: run } as unknown as Context;
    expect(await execute(postfix, verb, accepted[verb])).toEqual({ found: true });
    expect(run).toHaveBeenCalledExactlyOnceWith('4jcNgH5C4YzJNGC');
    for (const queueId of [
      'ALL',
      '-',
      '',
      '-d',
      '4482B21256C',
      '4jcNgH5C4YzJNGC deferred',
      '4jcNgH5C4YzJNGC\n',
      ['4jcNgH5C4YzJNGC'],
    ])
      await expect(execute(postfix, verb, { queueId }), String(queueId)).rejects.toThrow(`${verb} is refused: queueId`);
    expect(run).toHaveBeenCalledTimes(1);
  },
);

it('is about every verb that names a user', () => {
  expect(withUser).toEqual(
    Object.keys(accepted).filter((verb) => /"users?":/.test(JSON.stringify(accepted[verb as NodeVerb]))),
  );
  expect(withUser.length).toBe(12);
});

it.each(withUser)('%s takes the address of a mailbox', (verb) => {
  expect(verbs[verb].args.safeParse(accepted[verb]).success).toBe(true);
});

it.each(withUser)('%s refuses what no mailbox is called, by name, before anything runs', async (verb) => {
  for (const name of refused) {
    const said = await asking(verb, name).then(
      () => 'accepted',
      (error: Error) => error.message,
    );
    expect([name, said]).toEqual([name, expect.stringMatching(new RegExp(`^${verb} is refused: users?\\b`))]);
    if (typeof name === 'string') expect(said).toContain(`${JSON.stringify(name)} is not the address of a mailbox`);
  }
  expect(ran()).toBe(0);
});

it.each(withUser)('%s refuses every name with a mask or a control character in it', async (verb) => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  for (let turn = 0; turn < 200; turn += 1) {
    const bad = ['*', '?', '%', '\0', '\r', '\n', '\t', '\u001b', ' '][below(9)] ?? '*';
    const place = below(anna.length + 1);
    const name = anna.slice(0, place) + bad + anna.slice(place);
    await expect(asking(verb, name), `seed ${seed}, ${JSON.stringify(name)}`).rejects.toThrow(
      `${JSON.stringify(name)} is not the address of a mailbox`,
    );
  }
  expect(ran()).toBe(0);
});
