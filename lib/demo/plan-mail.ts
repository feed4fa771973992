import { asciiAddress, buildMessage, type Letter, type Mailer } from './message/build-message';
import type { Charset } from './message/charset';
import { calendar, docx, pdf } from './message/enclosures';
import { hostile, notice, phishing, photograph } from './notices';
import {
  type Correspondent,
  correspondents,
  type DemoMailbox,
  type DemoTenant,
  type Language,
  tenants,
} from './people';
import { type Chance, Dice } from './random';
import { type Dialogue, days, dialogues, places } from './texts/dialogues';

/** One message in one folder of one mailbox. */
export interface PlannedMessage {
  guid: string;
  folder: string;
  messageId: string;
  sender: string;
  subject: string;
  received: Date;
  /** When it came into the folder where it is. */
  saved: Date;
  incoming: boolean;
  flags: { seen?: boolean; answered?: boolean; flagged?: boolean; draft?: boolean };
  source: Buffer;
}

export interface Resident {
  address: string;
  mailbox: DemoMailbox;
  tenant: DemoTenant;
}

export const standardFolders = ['INBOX', 'Drafts', 'Sent', 'Archive', 'Junk', 'Trash'] as const;

export const residents: Resident[] = tenants.flatMap((tenant) =>
  (tenant.domains ?? []).flatMap((domain) =>
    domain.mailboxes.map((mailbox) => ({ address: asciiAddress(`${mailbox.local}@${domain.name}`), mailbox, tenant })),
  ),
);

const hour = 3_600_000;
const day = 24 * hour;

const charsets: Record<Language, readonly Charset[]> = {
  de: ['utf-8', 'utf-8', 'iso-8859-1', 'windows-1252'],
  fr: ['utf-8', 'utf-8', 'iso-8859-1', 'windows-1252'],
  en: ['utf-8'],
  pl: ['utf-8', 'iso-8859-2'],
  ja: ['iso-2022-jp', 'utf-8'],
  ar: ['utf-8', 'windows-1256'],
  el: ['utf-8', 'iso-8859-7'],
  tr: ['utf-8'],
  es: ['utf-8', 'iso-8859-1'],
  it: ['utf-8', 'iso-8859-1'],
  uk: ['utf-8', 'koi8-u'],
  sv: ['utf-8', 'iso-8859-1'],
};

const programs = [
  'Mozilla Thunderbird',
  'Apple Mail (2.3826.600.51)',
  'K-9 Mail for Android',
  'Microsoft Outlook 16.0',
  'iPhone Mail (22F76)',
  'Evolution 3.46.4',
];

/** The name by which people call each other. */
export function calledName(name: string): string {
  return /^(Familie|Mme|Dr\.)/.test(name) ? name : (name.split(' ')[0] ?? name);
}

function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

export interface Exchange {
  language: Language;
  dialogue: Dialogue;
  values: Record<string, string>;
  subject: string;
}

/** Chooses a conversation and what goes into its gaps. */
export function drawExchange(dice: Chance, language: Language): Exchange {
  const dialogue = dice.pick(dialogues[language]);
  const values = {
    n: String(dice.between(3, 24)),
    m: String(dice.between(2, 48)),
    sum: `${dice.between(1, 18)}.${String(dice.between(0, 999)).padStart(3, '0')},00 €`,
    ref: `${dice.pick(['A', 'B', 'K', 'R'])}-${dice.between(1000, 9999)}`,
    day: dice.pick(days[language] ?? days.en),
    place: dice.pick(places[language] ?? places.en),
  };
  return { language, dialogue, values, subject: fill(dialogue.subject, values) };
}

/** The letter of one turn; `earlier` are the ones it answers. */
export function writeTurn(
  dice: Chance,
  { language, dialogue, values, subject }: Exchange,
  turn: number,
  from: Mailer,
  to: Mailer,
  date: Date,
  earlier: readonly Letter[],
): Letter {
  const body = fill(dialogue.turns[turn] ?? '', {
    ...values,
    // {you} and {me} are seen from the side that wrote the first letter, in every turn.
    ...(turn % 2 === 0
      ? { me: calledName(from.name), you: calledName(to.name) }
      : { me: calledName(to.name), you: calledName(from.name) }),
  });
  const last = earlier.at(-1);
  const quoted =
    last?.text && dice.chance(0.6)
      ? `\n\n${last.date.toISOString().slice(0, 10)}, ${last.from.name}:\n${last.text
          .split('\n')
          .map((line) => `> ${line}`.trimEnd())
          .join('\n')}`
      : '';
  const signed = turn === 0 && dice.chance(0.4) ? `\n\n-- \n${from.name}\n${from.address}` : '';
  const text = `${body}${signed}${quoted}\n`;
  const letter: Letter = {
    from,
    to: [to],
    subject:
      turn === 0
        ? subject
        : `${language === 'sv' ? 'SV' : language === 'de' && dice.chance(0.5) ? 'AW' : 'Re'}: ${subject}`,
    date,
    messageId: `<${dice.hex(8)}-${dice.hex(12)}@${from.address.split('@')[1]}>`,
    text,
    charset: dice.pick(charsets[language]),
    base64: dice.chance(0.25),
    headers: [[dice.chance(0.5) ? 'User-Agent' : 'X-Mailer', dice.pick(programs)]],
  };
  if (last) {
    letter.inReplyTo = last.messageId;
    letter.references = earlier.map((one) => one.messageId);
  }
  if (dice.chance(0.35)) letter.html = htmlOf(text);
  if (turn === 0) enclose(dice, letter, dialogue, values, to);
  return letter;
}

function htmlOf(text: string): string {
  const escaped = (line: string) => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const [own = '', ...quote] = text.split(/\n(?=> )/);
  const paragraphs = own.split('\n\n').map((part) => `<p>${escaped(part).replace(/\n/g, '<br>\n')}</p>`);
  const cited = quote.length
    ? `<blockquote type="cite">${quote.map((line) => escaped(line.replace(/^> ?/, ''))).join('<br>\n')}</blockquote>`
    : '';
  return `<html><body>${paragraphs.join('\n')}${cited}</body></html>`;
}

function enclose(dice: Chance, letter: Letter, dialogue: Dialogue, values: Record<string, string>, to: Mailer): void {
  const lines = (letter.text ?? '').split('\n').slice(0, 30);
  if (dialogue.with === 'pdf')
    letter.enclosures = [
      pdf(`${dice.pick(['Plan', 'Anlage', 'Document', values.ref ?? 'A'])}-${values.ref}.pdf`, letter.subject, lines),
    ];
  if (dialogue.with === 'docx') letter.enclosures = [docx(`${letter.subject.replace(/[/:?"]/g, '')}.docx`, lines)];
  if (dialogue.with === 'picture') {
    const picture = photograph(dice, `IMG_${dice.between(1000, 9999)}.png`);
    // Mobile phones show the picture in the text.
    if (letter.html)
      letter.html = letter.html.replace('</body>', '<p><img src="cid:picture@phone" width="420" alt=""></p></body>');
    letter.enclosures = [letter.html ? { ...picture, contentId: 'picture@phone' } : picture];
  }
  if (dialogue.with === 'invitation') {
    const text = calendar({
      uid: `${dice.hex(24)}@calendar`,
      stamp: letter.date,
      start: new Date(letter.date.getTime() + dice.between(3, 14) * day),
      minutes: 90,
      summary: letter.subject,
      location: values.place ?? '',
      organizer: letter.from,
      attendee: to,
    });
    letter.calendar = { method: 'REQUEST', text };
  }
}

/** A moment in working hours, more often recent than not, at most a year ago. */
function moment(dice: Chance, now: Date): Date {
  const at = new Date(now.getTime() - Math.floor(365 * day * dice.next() ** 2.2));
  at.setUTCHours(dice.between(6, 20), dice.between(0, 59), dice.between(0, 59), 0);
  // A delivery takes a moment, too.
  return at.getTime() < now.getTime() - 5 * 60_000 ? at : new Date(now.getTime() - dice.between(20, 600) * 60_000);
}

/** A few hours or a day later, never in the future. */
function answered(dice: Chance, date: Date, now: Date): Date | undefined {
  const at = new Date(date.getTime() + dice.between(10, 30 * 60) * 60_000);
  return at.getTime() < now.getTime() - 10 * 60_000 ? at : undefined;
}

/** All mail of the demonstration host by mailbox, the oldest first. */
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

export const mailerOf = ({ address, mailbox }: Resident): Mailer => ({ name: mailbox.name, address });

/** Letters between colleagues: each is in two mailboxes, with one Message-ID. */
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
    const letters: Letter[] = [];
    for (let turn = 0; date && turn < exchange.dialogue.turns.length; turn++) {
      const [author, reader] = turn % 2 === 0 ? [first, second] : [second, first];
      const letter = writeTurn(dice, exchange, turn, mailerOf(author), mailerOf(reader), date, letters);
      letters.push(letter);
      keepSent(dice, author, letter, plan.get(author.address));
      keepReceived(dice, reader, letter, now, 'kept', plan.get(reader.address));
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
  // A shared mailbox is written to; people also write first.
  const outside = resident.mailbox.shared ? 0 : dice.between(0, 1);
  let date: Date | undefined = moment(dice, now);
  const letters: Letter[] = [];
  for (let turn = 0; date && turn < exchange.dialogue.turns.length; turn++) {
    const incoming = turn % 2 === outside;
    const [from, to] = incoming ? [other, mailerOf(resident)] : [mailerOf(resident), other];
    const letter = writeTurn(dice, exchange, turn, from, to, date, letters);
    letters.push(letter);
    if (incoming) keepReceived(dice, resident, letter, now, 'kept', list);
    else keepSent(dice, resident, letter, list);
    date = dice.chance(0.75) ? answered(dice, date, now) : undefined;
  }
}

function receiveNotice(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[]): void {
  const at = moment(dice, now);
  const { from, letter, fate } = notice({ dice, to: mailerOf(resident), language: resident.mailbox.language, at });
  keepReceived(dice, resident, complete(dice, letter, from, resident, at), now, fate, list);
}

function complete(
  dice: Chance,
  letter: Partial<Letter> & { subject: string },
  from: Mailer,
  resident: Resident,
  at: Date,
): Letter {
  return {
    messageId: `<${dice.hex(24)}@${from.address.split('@')[1]}>`,
    date: at,
    from,
    to: [mailerOf(resident)],
    ...letter,
  };
}

/** What a mail program has to cope with, some of it in every other mailbox. */
function exotic(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[]): void {
  const occasion = () => ({ dice, to: mailerOf(resident), language: resident.mailbox.language, at: moment(dice, now) });
  const take = ({ from, letter, fate }: ReturnType<typeof phishing>) =>
    keepReceived(dice, resident, complete(dice, letter, from, resident, moment(dice, now)), now, fate, list);
  take(phishing(occasion()));
  if (dice.chance(0.5) || resident.mailbox.local === 'anna.berger') take(hostile(occasion()));
  const odd: (Partial<Letter> & { subject: string })[] = [
    { subject: '', text: 'No subject, only this line.\n' },
    { subject: `${'Ein sehr langer Betreff, der in keiner Liste Platz hat, '.repeat(5)}Ende`, text: 'See subject.\n' },
    { subject: '🎉🎂🥳', text: '👍🏽\n' },
    { subject: 'Fwd: Fwd: Re: AW: Antw: 回复: lunch', text: '>>> yes?\n>> yes!\n> yes\n', charset: 'iso-8859-1' },
  ];
  const from = dice.pick(correspondents);
  if (dice.chance(0.6))
    keepReceived(dice, resident, complete(dice, dice.pick(odd), from, resident, moment(dice, now)), now, 'kept', list);
}

function drafts(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[]): void {
  if (resident.mailbox.shared || dice.chance(0.4)) return;
  const other = dice.pick(correspondents);
  const date = new Date(now.getTime() - dice.between(1, 20) * day);
  const letter = writeTurn(dice, drawExchange(dice, resident.mailbox.language), 0, mailerOf(resident), other, date, []);
  keep(list, dice, letter, {
    folder: 'Drafts',
    received: date,
    saved: date,
    incoming: false,
    flags: { seen: true, draft: true },
  });
}

/** Photographs until the mailbox is nearly full. */
function fillUp(dice: Chance, resident: Resident, now: Date, list: PlannedMessage[], bytes: number): void {
  const size = () => list.filter((one) => one.folder !== 'Trash').reduce((sum, one) => sum + one.source.length, 0);
  while (size() < bytes - 5000) {
    const at = moment(dice, now);
    const room = bytes - size();
    const picture = photograph(dice, `IMG_${dice.between(1000, 9999)}.png`);
    const letter = complete(
      dice,
      {
        subject: `${resident.mailbox.language === 'fr' ? 'Photo de la chambre' : 'Foto zur Sendung'} ${dice.between(100, 9999)}`,
        text: '📷\n',
        enclosures:
          picture.bytes.length * 1.4 < room
            ? [picture]
            : [{ ...picture, bytes: picture.bytes.subarray(0, Math.floor(room / 1.5)) }],
      },
      dice.pick(correspondents),
      resident,
      at,
    );
    keep(list, dice, letter, {
      folder: 'INBOX',
      received: at,
      saved: at,
      incoming: true,
      flags: { seen: dice.chance(0.7) },
    });
  }
}

function keepSent(dice: Chance, resident: Resident, letter: Letter, list: PlannedMessage[] | undefined): void {
  void resident;
  keep(list ?? [], dice, letter, {
    folder: 'Sent',
    received: letter.date,
    saved: letter.date,
    incoming: false,
    flags: { seen: true },
  });
}

/** Decides where a letter lies by now: new mail in the inbox, older mail filed, kept there, or thrown away. */
function keepReceived(
  dice: Chance,
  resident: Resident,
  letter: Letter,
  now: Date,
  fate: 'kept' | 'bin' | 'junk',
  list: PlannedMessage[] | undefined,
): void {
  const received = new Date(letter.date.getTime() + dice.between(2, 90) * 1000);
  const age = now.getTime() - received.getTime();
  const own = resident.mailbox.folders ?? [];
  let folder = 'INBOX';
  if (fate === 'junk') folder = 'Junk';
  else if (age > 3 * day) {
    const share = dice.next();
    if (fate === 'bin' ? share < 0.6 : share < 0.1) folder = 'Trash';
    else if (age > 10 * day && share > 0.75) folder = 'Archive';
    else if (age > 5 * day && share > 0.55 && own.length) folder = dice.pick(own);
  }
  // Moved some days after it came, but not in the future.
  const moved = received.getTime() + dice.between(1, 8 * 24 * 60) * 60_000;
  const saved =
    folder === 'INBOX' || folder === 'Junk'
      ? received
      : new Date(Math.min(moved, now.getTime() - 5 * hour * dice.next() - 60_000));
  const seen =
    folder === 'Junk'
      ? false
      : folder !== 'INBOX'
        ? dice.chance(0.92)
        : age > 2 * day
          ? dice.chance(0.85)
          : dice.chance(0.35);
  const via = letter.from.address.split('@')[1] ?? 'example';
  const traced: Letter = {
    ...letter,
    headers: [
      [
        'Received',
        `from mx.${via} (mx.${via} [192.0.2.${dice.between(1, 254)}]) by localhost (Postfix) with ESMTPS id ${dice.hex(11).toUpperCase()} for <${resident.address}>; ${received.toUTCString().replace('GMT', '+0000')}`,
      ],
      ...(letter.headers ?? []),
    ],
  };
  keep(list ?? [], dice, traced, {
    folder,
    received,
    saved,
    incoming: true,
    flags: {
      seen,
      answered: seen && fate === 'kept' && dice.chance(0.2),
      flagged: folder === 'INBOX' && dice.chance(0.06),
    },
  });
}

function keep(
  list: PlannedMessage[],
  dice: Chance,
  letter: Letter,
  where: Pick<PlannedMessage, 'folder' | 'received' | 'saved' | 'incoming' | 'flags'>,
): void {
  list.push({
    ...where,
    guid: dice.hex(32),
    messageId: letter.messageId,
    sender: letter.from.address,
    subject: letter.subject,
    source: buildMessage(letter, `=_${dice.hex(20)}`),
  });
}
