import { describe, expect, it } from 'vitest';
import { dayMs, type Failure, knownDays, limits } from './decide';
import { type GuessStore, MailGuesses } from './mail-guesses';
import { placeOf } from './place-of';
import { isKnown } from './store';

const owner = 'anna@example.test';
const right = 'right';
const hourMs = 3_600_000;
const start = new Date('2026-03-01T12:00:00Z');

/** Different numbers for different passwords, without collisions. */
const numbers = new Map<string, number>();
function pwhashOf(password: string): number {
  const known = numbers.get(password) ?? numbers.size;
  numbers.set(password, known);
  return known;
}

/** The mail servers, with the database in memory and a clock of its own. */
class Server {
  now = start;
  checked = 0;
  readonly rows: Failure[] = [];
  readonly refusals: string[] = [];
  readonly networks = new Map<string, Date>();
  readonly apps = new Map<string, Date>();
  writes = 0;
  reads = 0;
  readonly appPasswords = new Set<string>();

  private readonly store: GuessStore = {
    readMarks: async ({ name, network }, now) => {
      this.reads += 1;
      const networkAt = this.networks.get(`${name} ${network}`) ?? null;
      const apps = [...this.apps].flatMap(([key, at]) =>
        key.startsWith(`${name} `) ? [[Number(key.slice(name.length + 1)), at] as const] : [],
      );
      return { networkAt, network: isKnown(networkAt, now), apps: new Map(apps) };
    },
    readFailures: async () => this.rows.map((row) => ({ ...row })),
    countFailure: async ({ name, network, wide, pwhash, protocol, known }, now) => {
      const same = this.rows.find((row) => row.name === name && row.network === network && row.pwhash === pwhash);
      if (same) Object.assign(same, { times: same.times + 1, at: now });
      else this.rows.push({ name, network, wide, pwhash, protocol, known, times: 1, at: now });
    },
    noteRefusal: async ({ name, network }) => void this.refusals.push(`${name} ${network}`),
    knowNetwork: async (name, network, now) => {
      this.writes += 1;
      this.networks.set(`${name} ${network}`, now);
    },
    knowAppPassword: async (name, pwhash, now) => void this.apps.set(`${name} ${pwhash}`, now),
  };
  readonly guesses = new MailGuesses(this.store);

  /** A sign-in as Dovecot does it. */
  async signIn(ip: string, password: string, { name = owner, protocol = 'imap' } = {}) {
    const attempt = { name, ip, pwhash: pwhashOf(`${name} ${password}`), protocol, client: '' };
    if (!(await this.guesses.mayTry(attempt, this.now))) {
      await this.guesses.report(attempt, { kind: 'refused' }, this.now);
      return 'refused';
    }
    this.checked += 1;
    const credential = this.appPasswords.has(password) ? 'ap1' : 'main';
    // The check of a password takes a while, so others are asked in between.
    await new Promise((resolve) => setImmediate(resolve));
    const good = name === owner && (password === right || credential === 'ap1');
    await this.guesses.report(attempt, good ? { kind: 'right', credential } : { kind: 'wrong' }, this.now);
    return good ? 'in' : 'wrong';
  }

  async tally(attempts: Iterable<() => Promise<string>>): Promise<Record<string, number>> {
    const tally: Record<string, number> = {};
    for (const attempt of attempts) {
      const outcome = await attempt();
      tally[outcome] = (tally[outcome] ?? 0) + 1;
    }
    return tally;
  }

  later(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }
}

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('140 guesses of one name', () => {
  it('from one address, one by one: ten reach the hash, and the right one from there is refused for an hour', async () => {
    const server = new Server();
    expect(await server.tally(many(140, (i) => () => server.signIn('192.0.2.1', `guess ${i}`)))).toEqual({
      wrong: 10,
      refused: 130,
    });
    expect(await server.signIn('192.0.2.1', right)).toBe('refused');
    expect(await server.signIn('192.0.2.77', right)).toBe('refused');
    expect(await server.signIn('198.51.100.1', right)).toBe('in');
    server.later(hourMs);
    expect(await server.signIn('192.0.2.1', right)).toBe('in');
    expect(server.refusals).toHaveLength(132);
  });

  it('at once: ten reach the hash', async () => {
    const server = new Server();
    const outcomes = await Promise.all(many(140, (i) => server.signIn('192.0.2.1', `guess ${i}`)));
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(10);
    expect(server.checked).toBe(10);
  });

  it('over the addresses of one /64: ten', async () => {
    const server = new Server();
    const ip = (i: number) => `2001:db8:1:2::${(i + 1).toString(16)}`;
    expect(await server.tally(many(140, (i) => () => server.signIn(ip(i), `guess ${i}`)))).toEqual({
      wrong: 10,
      refused: 130,
    });
  });

  it('over 140 /64s of one /48: twenty, so an owner who travels still gets in', async () => {
    const server = new Server();
    const ip = (i: number) => `2001:db8:1:${(i + 1).toString(16)}::1`;
    expect(await server.tally(many(140, (i) => () => server.signIn(ip(i), `guess ${i}`)))).toEqual({
      wrong: 20,
      refused: 120,
    });
    expect(await server.signIn('203.0.113.5', right)).toBe('in');
  });

  it('over 140 networks: thirty; known networks get in, others wait an hour', async () => {
    const server = new Server();
    expect(await server.signIn('198.51.100.1', right)).toBe('in');
    expect(await server.tally(many(140, (i) => () => server.signIn(`10.0.${i}.1`, `guess ${i}`)))).toEqual({
      wrong: 30,
      refused: 110,
    });
    expect(await server.signIn('198.51.100.9', right)).toBe('in');
    expect(await server.signIn('203.0.113.1', right)).toBe('refused');
    server.later(hourMs);
    expect(await server.signIn('203.0.113.1', right)).toBe('in');
  });

  it('from the known network of the owner: a hundred a day', async () => {
    const server = new Server();
    await server.signIn('192.0.2.1', right);
    expect(await server.tally(many(140, (i) => () => server.signIn('192.0.2.2', `guess ${i}`)))).toEqual({
      wrong: 100,
      refused: 40,
    });
    expect(await server.signIn('192.0.2.1', right)).toBe('refused');
    expect(await server.signIn('198.51.100.1', right)).toBe('in');
    server.later(dayMs);
    expect(await server.signIn('192.0.2.1', right)).toBe('in');
  });
});

describe('140 guesses of many names', () => {
  it('from one network: fifty', async () => {
    const server = new Server();
    const guess = (i: number) => () => server.signIn('192.0.2.1', `guess ${i}`, { name: `n${i % 60}@example.test` });
    expect(await server.tally(many(140, guess))).toEqual({ wrong: 50, refused: 90 });
  });

  it('over one /48: fifty', async () => {
    const server = new Server();
    const guess = (i: number) => () =>
      server.signIn(`2001:db8:1:${(i + 1).toString(16)}::1`, `guess ${i}`, { name: `n${i % 60}@example.test` });
    expect(await server.tally(many(140, guess))).toEqual({ wrong: 50, refused: 90 });
  });
});

describe('a phone with an old password', () => {
  it.each([
    ['known', true],
    ['unknown', false],
  ])('in a network that is %s never locks itself out', async (_, known) => {
    const server = new Server();
    if (known) await server.signIn('192.0.2.1', right);
    expect(await server.tally(many(140, () => () => server.signIn('192.0.2.1', 'old')))).toEqual({ wrong: 140 });
    expect(await server.signIn('192.0.2.1', right)).toBe('in');
  });

  it('does not either with ten connections at once', async () => {
    const server = new Server();
    for (let turn = 0; turn < 14; turn += 1) {
      const outcomes = await Promise.all(many(10, () => server.signIn('192.0.2.1', 'old')));
      expect(new Set(outcomes)).toEqual(new Set(['wrong']));
    }
    expect(await server.signIn('192.0.2.1', right)).toBe('in');
  });
});

it('all protocols share the count', async () => {
  const server = new Server();
  const turns = ['imap', 'imap', 'imap', 'pop3', 'pop3', 'pop3', 'submission', 'submission', 'submission', 'smtp'];
  for (const [i, protocol] of turns.entries()) {
    const turn = server.signIn('192.0.2.1', `guess ${i}`, { protocol });
    expect(await turn).toBe('wrong');
  }
  for (const protocol of ['sieve', 'imap', 'web'])
    expect(await server.signIn('192.0.2.1', right, { protocol })).toBe('refused');
  expect(await server.signIn('198.51.100.1', right, { protocol: 'pop3' })).toBe('in');
});

describe('an app password', () => {
  const app = 'bench-aaaaa-bbbbb-ccccc';

  it('that has signed in before gets in where strangers locked the name', async () => {
    const server = new Server();
    server.appPasswords.add(app);
    expect(await server.signIn('203.0.113.1', app)).toBe('in');
    await server.tally(many(140, (i) => () => server.signIn(`10.0.${i}.1`, `guess ${i}`)));
    expect(await server.signIn('192.0.2.1', right)).toBe('refused');
    expect(await server.signIn('192.0.2.1', app)).toBe('in');
  });

  it('does not open a way for guesses of the main password with the same hash', async () => {
    const server = new Server();
    server.apps.set(`${owner} ${pwhashOf(`${owner} same hash`)}`, start);
    await server.tally(many(140, (i) => () => server.signIn(`10.0.${i}.1`, `guess ${i}`)));
    expect(await server.tally(many(140, () => () => server.signIn('192.0.2.1', 'same hash')))).toEqual({
      wrong: limits.appPassword.max,
      refused: 140 - limits.appPassword.max,
    });
  });
});

it('failures of somebody in a known network do not lock their colleagues out', async () => {
  const server = new Server();
  await server.signIn('192.0.2.1', right);
  await server.tally(many(90, (i) => () => server.signIn('192.0.2.1', `guess ${i}`)));
  expect(await server.signIn('192.0.2.1', 'first', { name: 'new@example.test' })).toBe('wrong');
});

it('a network is no longer known after thirty days, and a sign-in writes once an hour', async () => {
  const server = new Server();
  await server.signIn('192.0.2.1', right);
  await server.signIn('192.0.2.1', right);
  expect(server.writes).toBe(1);
  server.later(hourMs);
  await server.signIn('192.0.2.1', right);
  expect(server.writes).toBe(2);
  server.later(knownDays * dayMs);
  expect(await server.tally(many(140, (i) => () => server.signIn('192.0.2.1', `guess ${i}`)))).toEqual({
    wrong: 10,
    refused: 130,
  });
});

it('a question without a report counts for a minute', async () => {
  const server = new Server();
  const { guesses } = server;
  const ask = (i: number) =>
    guesses.mayTry({ name: owner, ip: '192.0.2.1', pwhash: i, protocol: 'imap', client: '' }, server.now);
  for (let i = 0; i < 10; i += 1) expect(await ask(i)).toBe(true);
  expect(await ask(10)).toBe(false);
  server.later(60_000);
  expect(await ask(10)).toBe(true);
});

it('nothing is counted while the database is unreachable', async () => {
  let away = true;
  const counted: number[] = [];
  const failing = async () => {
    if (away) throw new Error('away');
  };
  const guesses = new MailGuesses({
    readMarks: async () => ({ networkAt: null, network: false, apps: new Map() }),
    readFailures: async () => [],
    countFailure: async ({ pwhash }) => {
      await failing();
      counted.push(pwhash);
    },
    noteRefusal: failing,
    knowNetwork: failing,
    knowAppPassword: failing,
  });
  const attempt = (pwhash: number) => ({ name: owner, ip: '192.0.2.1', pwhash, protocol: 'imap', client: '' });
  for (let i = 0; i < 20; i += 1) {
    expect(await guesses.mayTry(attempt(i), start)).toBe(true);
    await expect(guesses.report(attempt(i), { kind: 'wrong' }, start)).rejects.toThrow('away');
  }
  away = false;
  expect(await guesses.mayTry(attempt(20), start)).toBe(true);
  await guesses.report(attempt(20), { kind: 'wrong' }, start);
  expect(counted).toEqual([20]);
});

it.each([
  ['192.0.2.7', '192.0.2.0/24', null],
  ['::ffff:192.0.2.7', '192.0.2.0/24', null],
  ['2001:db8:1:2::7', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:0DB8:1:2:0::9', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
])('%s is in %s', (ip, network, wide) => expect(placeOf(ip)).toMatchObject({ network, wide }));

it('a burst for one name and network is read once, so that its answers come in time', async () => {
  const server = new Server();
  const network = '203.0.113';
  const all = Array.from({ length: 140 }, (_, i) => server.signIn(`${network}.${1 + (i % 250)}`, `guess ${i}`));
  expect((await Promise.all(all)).filter((answer) => answer === 'wrong')).toHaveLength(10);
  expect(server.reads).toBe(1);
});
