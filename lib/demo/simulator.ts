import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { config } from '@/lib/config';
import { readDemoPace } from '@/lib/identity';
import type { DemoPace } from '@/lib/identity/values';
import {
  type Account,
  type ClaimedAddress,
  type Endpoint,
  ImapClient,
  ManageSieveClient,
  Pop3Client,
  submitAs,
} from '@/lib/mail-clients';
import { cast, type Device } from './cast';
import { buildMessage, type Message } from './message/build-message';
import { demoPassword } from './people';
import { mailerOf, type Resident, residents } from './residents';
import { type ClientTokens, readTokens } from './tokens';
import { drawExchange, type Exchange, writeTurn } from './write-turn';

/**
 * The demonstration's clients: they connect over the real protocols from an address that Dovecot trusts, and name the
 * address that each of them would have. The load is modest: some thirty connections, and a message every half minute.
 */
let life = new AbortController();
let { signal } = life;
let pace: DemoPace = 'lively';
const second = 1000;
const minute = 60 * second;
/** In the first minutes more happens, because that is when somebody looks. */
const began = Date.now();
const young = () => Date.now() - began < 10 * minute;

const say = (text: string) => console.log(`${new Date().toISOString()} ${text}`);
const pause = (milliseconds: number) => wait(milliseconds * (pace === 'slow' ? 4 : 1), undefined, { signal });
const between = (low: number, high: number) => low + Math.random() * (high - low);
const chance = (probability: number) => Math.random() < probability;
function pick<T>(list: readonly T[]): T {
  const chosen = list[Math.floor(Math.random() * list.length)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}

const ports = () => config().MILEPOST_PORTS;

/** A connection from the address that Dovecot trusts. */
const connection = (port: number, secure: boolean): Endpoint & { signal: AbortSignal } => ({
  port,
  secure,
  from: '127.0.0.2',
  signal,
});
const claim = (ip: string): ClaimedAddress => ({ ip, port: Math.floor(between(32_768, 60_999)) });

function accountOf(device: Device, tokens: ClientTokens): Account {
  const { address } = device.resident;
  return { address, password: tokens[address]?.[device.credential]?.token ?? demoPassword };
}

const claimOf = (device: Device) => claim(chance(0.15) ? device.otherIp : device.ip);

function openImap(device: Device, tokens: ClientTokens): Promise<ImapClient> {
  const { tls, program } = device;
  return ImapClient.connect(connection(tls ? ports().imaps : ports().imap, tls), accountOf(device, tokens), {
    claimed: claimOf(device),
    ...(program ? { program: { name: program.name, version: program.version, ...program.more } } : {}),
  });
}

/** Does it again and again; after a failure later and later, up to a minute, so that a restarted server is not stormed. */
async function forever(name: string, once: () => Promise<void>): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const start = Date.now();
    try {
      await once();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (Date.now() - start > minute) failures = 0;
      failures++;
      say(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      await pause(Math.min(60, 2 ** failures) * second * between(0.5, 1)).catch(() => {});
    }
  }
}

/** A phone or a computer with the inbox open. One that visits goes after a few minutes and comes back later. */
async function reads(device: Device, tokens: ClientTokens): Promise<void> {
  const client = await openImap(device, tokens);
  const stop = () => client.logout();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.run('LIST "" "*"');
    await client.run('SELECT INBOX');
    await client.run('UID SEARCH UNSEEN');
    const deadline = Date.now() + (device.habit === 'visits' ? between(1.5, 5) * minute : between(25, 90) * minute);
    while (Date.now() < deadline) {
      const idleMs = young() ? between(0.6, 2) * minute : between(4, 9) * minute;
      const fresh = await client.idle(Math.min(idleMs, Math.max(second, deadline - Date.now())));
      if (fresh) await opens(client);
      else if (chance(0.15)) await tidies(client);
    }
    client.logout();
  } finally {
    signal.removeEventListener('abort', stop);
    client.hangUp();
  }
  if (device.habit === 'visits') await pause(between(0.7, 4) * minute);
}

/** Looks at the newest message, and often reads it. */
async function opens(client: ImapClient): Promise<void> {
  if (client.exists === 0) return;
  await client.run(`FETCH ${client.exists} (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)`);
  if (!chance(0.6)) return;
  await pause(between(4, 40) * second);
  // A POP3 client of the same mailbox may have taken it in the meantime.
  await client.run('NOOP');
  if (client.exists === 0) return;
  await client.run(`FETCH ${client.exists} (BODY.PEEK[])`);
  await client.run(`STORE ${client.exists} +FLAGS.SILENT (\\Seen)`);
}

/** Files or throws away one of the older messages. */
async function tidies(client: ImapClient): Promise<void> {
  await client.run('NOOP');
  if (client.exists < 12) return;
  const number = Math.floor(between(1, client.exists - 6));
  await client.run(`MOVE ${number} ${chance(0.6) ? 'Trash' : 'Archive'}`);
}

/** What each POP3 program has seen before; a program keeps this beside its mail. */
const seen = new Map<string, Set<string>>();

/** Polls like the Outlook of old: what is new is fetched, and by some also removed. */
async function polls(device: Device, tokens: ClientTokens): Promise<void> {
  const to = connection(device.tls ? ports().pop3s : ports().pop3, device.tls);
  const client = await Pop3Client.connect(to, accountOf(device, tokens), { claimed: claimOf(device) });
  try {
    const list = await client.list();
    let known = seen.get(device.key);
    if (!known) {
      // All but the newest three count as fetched long ago.
      known = new Set(list.slice(0, -3).map(({ uidl }) => uidl));
      seen.set(device.key, known);
    }
    for (const { number, uidl } of list) {
      if (known.has(uidl)) continue;
      await client.retrieve(number);
      if (device.habit === 'takes') await client.remove(number);
      known.add(uidl);
    }
    // Long enough to be seen on the page.
    await pause(between(1, 4) * second);
    await client.quit();
  } finally {
    client.hangUp();
  }
  await pause((young() ? between(35, 60) : between(150, 240)) * second);
}

const script = `# Kept up to date by the demonstration.
require ["fileinto"];
if header :contains "list-id" "hot-glass" {
  fileinto "Archive";
}
`;

async function managesFilters(device: Device, tokens: ClientTokens): Promise<void> {
  const to = connection(ports().sieve, false);
  const client = await ManageSieveClient.connect(to, accountOf(device, tokens), { claimed: claimOf(device) });
  try {
    await client.list();
    await client.put('milepost-demo', script);
    await client.list();
    await client.logout();
  } finally {
    client.hangUp();
  }
  await pause((young() ? between(1, 3) : between(6, 15)) * minute);
}

interface Conversation {
  exchange: Exchange;
  people: [Device, Resident];
  messages: Message[];
}

const underWay: Conversation[] = [];

/** Somebody writes to somebody on this host, or answers an earlier message. */
async function writes(devices: readonly Device[], tokens: ClientTokens): Promise<void> {
  await pause((young() ? between(12, 28) : between(35, 90)) * second);
  const { conversation, device, to } = nextMessage(devices);
  const from = device.resident;
  const message = writeTurn(
    liveDice,
    conversation.exchange,
    conversation.messages.length,
    mailerOf(from),
    mailerOf(to),
    new Date(),
    conversation.messages,
  );
  const source = buildMessage(message, `=_${crypto.randomUUID()}`);
  const mail = { recipients: [to.address], message: source, lingerMs: between(2, 7) * second };
  const submission = connection(device.tls ? ports().submissions : ports().submission, device.tls);
  await submitAs(claimOf(device), submission, accountOf(device, tokens), mail);
  conversation.messages.push(message);
  if (device.protocol === 'imap') await keepsCopy(device, tokens, source);
  if (conversation.messages.length < conversation.exchange.dialogue.turns.length && chance(0.8))
    underWay.push(conversation);
}

/** The copy in Sent, over a second connection as most programs have. */
async function keepsCopy(device: Device, tokens: ClientTokens, source: Buffer): Promise<void> {
  const client = await openImap(device, tokens);
  try {
    await client.run(`APPEND Sent (\\Seen) {${source.length}}`, source);
    client.logout();
  } catch (error) {
    client.hangUp();
    throw error;
  }
}

function nextMessage(devices: readonly Device[]): { conversation: Conversation; device: Device; to: Resident } {
  if (underWay.length > 12 || (underWay.length > 0 && chance(0.35))) {
    const [conversation] = underWay.splice(Math.floor(Math.random() * underWay.length), 1);
    if (conversation) {
      const [starter, other] = conversation.people;
      if (conversation.messages.length % 2 === 0) return { conversation, device: starter, to: other };
      const answering = devices.find(({ resident }) => resident === other);
      if (answering) return { conversation, device: answering, to: starter.resident };
    }
  }
  const device = pick(devices);
  const favourites = ['info@alpenglas.example', 'anna.berger@alpenglas.example', 'contact@brise-marine.example'];
  const { tenant } = device.resident;
  // Mostly colleagues, seldom another customer of the same reseller.
  const far = chance(0.1);
  const others = residents.filter(
    (one) => one !== device.resident && (far ? one.tenant.reseller === tenant.reseller : one.tenant === tenant),
  );
  const popular = others.filter(({ address }) => favourites.includes(address));
  // The first is the mailbox that a POP3 program empties while a phone looks on.
  const shown = popular.find(({ address }) => address === favourites[0]);
  const to =
    shown && chance(young() ? 0.3 : 0.1) ? shown : popular.length && chance(0.25) ? pick(popular) : pick(others);
  const language =
    device.resident.mailbox.language === to.mailbox.language
      ? to.mailbox.language
      : device.resident.tenant.locale === 'fr'
        ? 'fr'
        : 'de';
  return {
    conversation: { exchange: drawExchange(liveDice, language), people: [device, to], messages: [] },
    device,
    to,
  };
}

/** Chance as the messages want it, but different at each start. */
const liveDice = {
  next: Math.random,
  between: (low: number, high: number) => Math.floor(between(low, high + 1)),
  pick,
  chance,
  hex: (length: number) => Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join(''),
};

/** People who mistype, machines that guess, and a program that still has what its mailbox has lost. */
async function fails(): Promise<void> {
  await pause((young() ? between(25, 90) : between(3, 8) * 60) * second);
  const attempt = pick([
    { address: 'anna.berger@alpenglas.example', password: 'milepost-demi', ip: '203.0.113.10', pop3: false },
    { address: 'reception@hotel-brise.example', password: 'Ete2024!', ip: '198.51.100.20', pop3: true },
    { address: 'admin@kontor-weiss.example', password: 'admin', ip: '192.0.2.231', pop3: true },
    { address: 'root@alpenglas.example', password: '123456', ip: '192.0.2.231', pop3: false },
    // Suspended, and without POP3.
    { address: 'peter.maurer@alpenglas.example', password: demoPassword, ip: '203.0.113.141', pop3: false },
    { address: 'jonas.egger@alpenglas.example', password: demoPassword, ip: '203.0.113.10', pop3: true },
  ]);
  const claimed = claim(attempt.ip);
  try {
    if (attempt.pop3) await (await Pop3Client.connect(connection(ports().pop3s, true), attempt, { claimed })).quit();
    else (await ImapClient.connect(connection(ports().imaps, true), attempt, { claimed })).logout();
  } catch (error) {
    // A refusal is what was wanted; anything else is told.
    if (error instanceof Error && !/^(NO |-ERR)/.test(error.message)) throw error;
  }
}

async function main(): Promise<void> {
  if (config().MILEPOST_DEMO !== '1') throw new Error('The simulated clients run on the demonstration host only.');
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      life.abort();
      // Time for the last lines on the wire.
      setTimeout(() => process.exit(0), 800);
    });
  }
  const tokens = readTokens(config().MILEPOST_HOME);
  const live = cast().filter((device) => device.live);
  const senders = live.filter((device) => device.sends);
  say(`${live.length} clients of ${new Set(live.map(({ resident }) => resident.address)).size} mailboxes`);
  void followPace();
  for (;;) {
    await liveOn(live, senders, tokens);
    while (pace === 'stopped') await wait(paceMs);
    life = new AbortController();
    ({ signal } = life);
  }
}

/** Somebody who presses a button waits two seconds for what it does, not longer. */
const paceMs = 1_500;

/** What staff set on the sessions page; a database that is away changes nothing. */
async function followPace(): Promise<void> {
  for (;;) {
    pace = (await readDemoPace().catch(() => pace)) ?? 'lively';
    if (pace === 'stopped') life.abort();
    await wait(paceMs);
  }
}

/** Until they are stopped. */
async function liveOn(live: readonly Device[], senders: readonly Device[], tokens: ClientTokens): Promise<void> {
  // Each client listens for the end.
  setMaxListeners(0, signal);
  await Promise.all([
    ...live.map(async (device, index) => {
      // One after the other: thirty password checks at once would keep a small machine from everything else.
      await pause(index * 250).catch(() => {});
      const once = device.protocol === 'imap' ? reads : device.protocol === 'pop3' ? polls : managesFilters;
      await forever(device.key, () => once(device, tokens));
    }),
    forever('writing', () => writes(senders, tokens)),
    forever('failing', fails),
  ]);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
