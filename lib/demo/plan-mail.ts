import { addMessage, fileReceived, fileSent, type PlannedMessage } from './file-message';
import type { Mailer, Message } from './message/build-message';
import { hostile, notice, phishing, photograph } from './notices';
import { type Correspondent, correspondents, type DemoTenant, type Language, tenants } from './people';
import { type Chance, Dice } from './random';
import { mailerOf, type Resident, residents } from './residents';
import { drawExchange, writeTurn } from './write-turn';

export const standardFolders = ['INBOX', 'Drafts', 'Sent', 'Archive', 'Junk', 'Trash'] as const;

const day = 86_400_000;

/** An instant in working hours of the last year, more often a recent one. */
function moment(dice: Chance, now: Date): Date {
  const at = new Date(now.getTime() - Math.floor(365 * day * dice.next() ** 2.2));
  at.setUTCHours(dice.between(6, 20), dice.between(0, 59), dice.between(0, 59), 0);
  // A delivery takes time, too.
  return at.getTime() < now.getTime() - 5 * 60_000 ? at : new Date(now.getTime() - dice.between(20, 600) * 60_000);
}

/** A few hours or a day later, never in the future. */
function answered(dice: Chance, date: Date, now: Date): Date | undefined {
  const at = new Date(date.getTime() + dice.between(10, 30 * 60) * 60_000);
  return at.getTime() < now.getTime() - 10 * 60_000 ? at : undefined;
}

/** All mail of the demonstration host by mailbox, oldest first. */
export function planMail(now: Date): Map<string, PlannedMessage[]> {
  const plan = new Map<string, PlannedMessage[]>(residents.map(({ address }) => [address, []]));
  for (const tenant of tenants) converseInside(tenant, now, plan);
  for (const resident of residents) {
    const dice = new Dice(`mail ${resident.address}`);
    const list = plan.get(resident.address) ?? [];
    exotic(dice, resident, now, list);
    while (list.length < resident.mailbox.mails) {
      if (dice.chance(0.5)) converse(dice, resident, now, list);
      else receiveNotice(dice, resident, now, list);
    }
    drafts(dice, resident, now, list);
    const { quotaMegabytes = 0, full = 0 } = resident.mailbox;
    if (full) fillUp(dice, resident, now, list, quotaMegabytes * 1024 * 1024 * full);
    list.sort((a, b) => a.saved.getTime() - b.saved.getTime());
  }
  return plan;
}

/** Messages between colleagues: each is in two mailboxes, with the same Message-ID. */
function converseInside(tenant: DemoTenant, now: Date, plan: Map<string, PlannedMessage[]>): void {
  const people = residents.filter((resident) => resident.tenant === tenant);
  if (people.length < 2) return;
  const dice = new Dice(`inside ${tenant.key}`);
  const common: Language = tenant.locale === 'fr' ? 'fr' : 'de';
  for (let count = 0; count < people.length * 7; count++) {
    const first = dice.pick(people);
    const second = dice.pick(people.filter((one) => one !== first));
    const language =
      first.mailbox.language === second.mailbox.language ? first.mailbox.language : dice.chance(0.25) ? 'en' : common;
    const exchange = drawExchange(dice, language);
    let date: Date | undefined = moment(dice, now);
    const messages: Message[] = [];
    for (let turn = 0; date && turn < exchange.dialogue.turns.length; turn++) {
      const [author, reader] = turn % 2 === 0 ? [first, second] : [second, first];
      const message = writeTurn(dice, exchange, turn, mailerOf(author), mailerOf(reader), date, messages);
      messages.push(message);
      fileSent(dice, message, plan.get(author.address));
      fileReceived(dice, reader, message, now, 'keep', plan.get(reader.address));
      date = dice.chance(0.8) ? answered(dice, date, now) : undefined;
    }
  }
}

function converse(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[]): void {
  const language = resident.mailbox.language;
  const near = correspondents.filter((one) => one.language === language);
  const far: readonly Correspondent[] = dice.chance(0.15) || near.length === 0 ? correspondents : near;
  const other = dice.pick(far);
  const exchange = drawExchange(dice, other.language);
  // People write to a shared mailbox, and also start conversations.
  const outside = resident.mailbox.shared ? 0 : dice.between(0, 1);
  let date: Date | undefined = moment(dice, now);
  const messages: Message[] = [];
  for (let turn = 0; date && turn < exchange.dialogue.turns.length; turn++) {
    const incoming = turn % 2 === outside;
    const [from, to] = incoming ? [other, mailerOf(resident)] : [mailerOf(resident), other];
    const message = writeTurn(dice, exchange, turn, from, to, date, messages);
    messages.push(message);
    if (incoming) fileReceived(dice, resident, message, now, 'keep', list);
    else fileSent(dice, message, list);
    date = dice.chance(0.75) ? answered(dice, date, now) : undefined;
  }
}

function receiveNotice(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[]): void {
  const at = moment(dice, now);
  const { from, message, disposition } = notice({
    dice,
    to: mailerOf(resident),
    language: resident.mailbox.language,
    at,
  });
  fileReceived(dice, resident, complete(dice, message, from, resident, at), now, disposition, list);
}

function complete(
  dice: Chance,
  message: Partial<Message> & { subject: string },
  from: Mailer,
  resident: Resident,
  at: Date,
): Message {
  return {
    messageId: `<${dice.hex(24)}@${from.address.split('@')[1]}>`,
    date: at,
    from,
    to: [mailerOf(resident)],
    ...message,
  };
}

/** Unusual messages that a mail client must support, some of them in every second mailbox. */
function exotic(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[]): void {
  const occasion = () => ({ dice, to: mailerOf(resident), language: resident.mailbox.language, at: moment(dice, now) });
  const take = ({ from, message, disposition }: ReturnType<typeof phishing>) =>
    fileReceived(dice, resident, complete(dice, message, from, resident, moment(dice, now)), now, disposition, list);
  take(phishing(occasion()));
  if (dice.chance(0.5) || resident.mailbox.local === 'anna.berger') take(hostile(occasion()));
  const odd: (Partial<Message> & { subject: string })[] = [
    { subject: '', text: 'No subject, only this line.\n' },
    { subject: `${'Ein sehr langer Betreff, der in keiner Liste Platz hat, '.repeat(5)}Ende`, text: 'See subject.\n' },
    { subject: '🎉🎂🥳', text: '👍🏽\n' },
    { subject: 'Fwd: Fwd: Re: AW: Antw: 回复: lunch', text: '>>> yes?\n>> yes!\n> yes\n', charset: 'iso-8859-1' },
  ];
  const from = dice.pick(correspondents);
  if (dice.chance(0.6))
    fileReceived(dice, resident, complete(dice, dice.pick(odd), from, resident, moment(dice, now)), now, 'keep', list);
}

function drafts(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[]): void {
  if (resident.mailbox.shared || dice.chance(0.4)) return;
  const other = dice.pick(correspondents);
  const date = new Date(now.getTime() - dice.between(1, 20) * day);
  const message = writeTurn(
    dice,
    drawExchange(dice, resident.mailbox.language),
    0,
    mailerOf(resident),
    other,
    date,
    [],
  );
  addMessage(list, dice, message, {
    folder: 'Drafts',
    received: date,
    saved: date,
    incoming: false,
    flags: { seen: true, draft: true },
  });
}

/** Photographs until the mailbox is almost full. */
function fillUp(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[], bytes: number): void {
  const size = () => list.filter((one) => one.folder !== 'Trash').reduce((sum, one) => sum + one.source.length, 0);
  while (size() < bytes - 5000) {
    const at = moment(dice, now);
    const room = bytes - size();
    const picture = photograph(dice, `IMG_${dice.between(1000, 9999)}.png`);
    const message = complete(
      dice,
      {
        subject: `${resident.mailbox.language === 'fr' ? 'Photo de la chambre' : 'Foto zur Sendung'} ${dice.between(100, 9999)}`,
        text: '📷\n',
        attachments:
          picture.bytes.length * 1.4 < room
            ? [picture]
            : [{ ...picture, bytes: picture.bytes.subarray(0, Math.floor(room / 1.5)) }],
      },
      dice.pick(correspondents),
      resident,
      at,
    );
    addMessage(list, dice, message, {
      folder: 'INBOX',
      received: at,
      saved: at,
      incoming: true,
      flags: { seen: dice.chance(0.7) },
    });
  }
}
