import { submitAs } from '@/lib/mail-clients';
import type { Device } from './cast';
import { accountOf, claimOf, connection, openImap, ports } from './device-client';
import { between, chance, liveDice, pick } from './live-random';
import { buildMessage, type Message } from './message/build-message';
import { justStarted, pause, second } from './pace';
import { mailerOf, type Resident, residents } from './residents';
import type { ClientTokens } from './tokens';
import { drawExchange, type Exchange, writeTurn } from './write-turn';

interface Conversation {
  exchange: Exchange;
  people: [Device, Resident];
  messages: Message[];
}

const underWay: Conversation[] = [];

/** Somebody writes to somebody on this host, or answers an earlier message. */
export async function writeMail(devices: readonly Device[], tokens: ClientTokens): Promise<void> {
  await pause((justStarted() ? between(12, 28) : between(35, 90)) * second);
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
  if (device.protocol === 'imap') await saveToSent(device, tokens, source);
  if (conversation.messages.length < conversation.exchange.dialogue.turns.length && chance(0.8))
    underWay.push(conversation);
}

/** Stores the copy in Sent, over a second connection like most clients. */
async function saveToSent(device: Device, tokens: ClientTokens, source: Buffer): Promise<void> {
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
  // Mostly colleagues, rarely another customer of the same reseller.
  const far = chance(0.1);
  const others = residents.filter(
    (one) => one !== device.resident && (far ? one.tenant.reseller === tenant.reseller : one.tenant === tenant),
  );
  const popular = others.filter(({ address }) => favourites.includes(address));
  // The first is the mailbox that a POP3 client empties while a phone reads it.
  const shown = popular.find(({ address }) => address === favourites[0]);
  const to =
    shown && chance(justStarted() ? 0.3 : 0.1) ? shown : popular.length && chance(0.25) ? pick(popular) : pick(others);
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
