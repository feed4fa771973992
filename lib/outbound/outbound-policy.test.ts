import { beforeEach, describe, expect, it } from 'vitest';
import { type Account, type Burst, type Over, overLimit, startOfSlot } from './decide';
import { ownerMayLift } from './lift-rule';
import { OutboundPolicy, type OutboundQuestion } from './outbound-policy';
import type { Limits } from './shapes';
import type { Sender } from './store';

const sender: Sender = {
  id: 'm',
  address: 'ann@a.test',
  domainId: 'd',
  customerId: 'c',
  resellerId: null,
};
let now: Date;
let limits: Limits;
let slots: Account['slots'];
let suspensions: Burst[];
let refusals: Over[];
let reads: number;
let fails: boolean;
let charging = 0;
let mostCharging = 0;

const accounts = (): Account[] => [{ level: 'mailbox', limits, slots }];
let policy: OutboundPolicy;

beforeEach(() => {
  now = new Date('2026-11-28T12:34:56Z');
  limits = { hour: 500, day: 2000 };
  slots = [];
  suspensions = [];
  refusals = [];
  reads = 0;
  fails = false;
  policy = new OutboundPolicy({
    findSender: async (address) => (address === sender.address ? sender : null),
    isSuspended: async () => suspensions.length > 0,
    readAccounts: async () => {
      reads += 1;
      return accounts();
    },
    readHabit: async (_, network) => ({ maxPerHour: 4, networkKnown: network === '192.0.2.0/24', hasHistory: true }),
    charge: async (_, recipients) => {
      if (fails) throw new Error('no connection');
      charging += 1;
      mostCharging = Math.max(mostCharging, charging);
      await new Promise((resolve) => setImmediate(resolve));
      charging -= 1;
      const over = overLimit(accounts(), recipients, now);
      if (!over) slots = [...slots, { at: startOfSlot(now), recipients }];
      return over;
    },
    suspend: async (_, burst) => {
      suspensions.push(burst);
    },
    noteRefusal: async (_, over) => {
      refusals.push(over);
    },
  });
});

let last = 0;
const ask = (more: Partial<OutboundQuestion> = {}) => {
  last += 1;
  const instance = `i${last}`;
  return policy.ask(
    { stage: 'message', login: sender.address, sender: '', recipients: 1, instance, ip: '192.0.2.7', ...more },
    now,
  );
};
const sent = () => slots.reduce((sum, { recipients }) => sum + recipients, 0);

describe('what is counted', () => {
  it('a message by its recipients, once, also if Postfix asks again', async () => {
    await Promise.all([ask({ recipients: 3, instance: 'same' }), ask({ recipients: 3, instance: 'same' })]);
    expect(sent()).toBe(3);
    await ask({ recipients: 2 });
    expect(sent()).toBe(5);
  });

  it('an app password counts for its mailbox, in any case of letters', async () => {
    await ask({ login: 'Ann@A.test/ap7' });
    expect(sent()).toBe(1);
  });

  it('without a login, the envelope sender, if it is a mailbox here', async () => {
    await ask({ login: '', sender: 'ann+shop@a.test' });
    expect(sent()).toBe(1);
    expect(await ask({ login: '', sender: 'x@elsewhere.example' })).toEqual({ kind: 'allowed' });
    expect(await ask({ login: '', sender: '' })).toEqual({ kind: 'allowed' });
    expect(sent()).toBe(1);
  });

  it('messages of one tenant one after the other', async () => {
    limits = { hour: 20, day: 2000 };
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask()));
    expect(mostCharging).toBe(1);
    expect(answers.filter(({ kind }) => kind === 'allowed')).toHaveLength(20);
  });

  it('a failure is not remembered as an answer', async () => {
    fails = true;
    await expect(ask({ instance: 'again' })).rejects.toThrow('no connection');
    fails = false;
    expect(await ask({ instance: 'again' })).toEqual({ kind: 'allowed' });
  });
});

describe('over a limit', () => {
  it('a message waits, with a sentence', async () => {
    limits = { hour: 5, day: 2000 };
    await ask({ recipients: 3 });
    expect(await ask({ recipients: 3 })).toEqual({
      kind: 'later',
      text: 'ann@a.test has sent to 3 of 5 recipients in an hour, and this is for 3 more, free again at 2026-11-28 13:30 UTC',
    });
    expect(refusals).toHaveLength(1);
    expect(sent()).toBe(3);
    expect(await ask({ recipients: 2 })).toEqual({ kind: 'allowed' });
  });

  it('what Sieve sends is refused, so that it stays in the mailbox', async () => {
    limits = { hour: 0, day: 2000 };
    expect(await ask({ login: '', sender: sender.address })).toMatchObject({ kind: 'never' });
  });

  it('a recipient is refused only if none fits, and recipients share a reading', async () => {
    limits = { hour: 5, day: 2000 };
    await ask({ recipients: 3 });
    for (let each = 0; each < 4; each += 1)
      expect(await ask({ stage: 'recipient', recipients: 0 })).toEqual({ kind: 'allowed' });
    expect(reads).toBe(1);
    await ask({ recipients: 2 });
    now = new Date(now.getTime() + 2_000);
    expect(await ask({ stage: 'recipient', recipients: 0 })).toMatchObject({ kind: 'later' });
  });

  it('what the mail program tries again is no burst', async () => {
    limits = { hour: 10, day: 2000 };
    for (let each = 0; each < 20; each += 1) await ask({ recipients: 100, ip: '203.0.113.9' });
    expect(suspensions).toEqual([]);
  });
});

describe('a jump', () => {
  const stranger = { ip: '203.0.113.9', recipients: 50 };

  it('suspends sending, with its figures', async () => {
    for (let each = 0; each < 3; each += 1) expect(await ask(stranger)).toEqual({ kind: 'allowed' });
    now = new Date(now.getTime() + 43_000);
    const answer = await ask(stranger);
    expect(answer).toMatchObject({ kind: 'never' });
    expect(suspensions).toEqual([{ messages: 4, recipients: 200, seconds: 43, network: '203.0.113.0/24' }]);
    expect(await ask({ ip: '192.0.2.7' })).toEqual(answer);
    expect(sent()).toBe(150);
  });

  it('is not seen a second time in the same messages', async () => {
    for (let each = 0; each < 4; each += 1) await ask(stranger);
    suspensions = [];
    expect(await ask(stranger)).toEqual({ kind: 'allowed' });
  });

  it('is not one from a known network, over a longer time, or by Sieve', async () => {
    await ask({ ip: '192.0.2.7', recipients: 400 });
    limits = { hour: 10_000, day: 10_000 };
    for (let each = 0; each < 8; each += 1) {
      expect(await ask(stranger)).toEqual({ kind: 'allowed' });
      now = new Date(now.getTime() + 300_000);
    }
    await ask({ login: '', sender: sender.address, ip: '127.0.0.1', recipients: 400 });
    expect(suspensions).toEqual([]);
  });
});

it.each([
  [null, null, 'password-first'],
  [new Date(1), null, 'allowed'],
  [new Date(1), new Date('2026-11-01'), 'administrator'],
  [new Date(1), new Date('2026-10-01'), 'allowed'],
])('with a password of %s and an earlier lift at %s, the owner: %s', (changedAt, lastAt, expected) => {
  expect(ownerMayLift(changedAt, lastAt, new Date('2026-11-28'))).toBe(expected);
});
