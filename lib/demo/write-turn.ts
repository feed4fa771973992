import { calendar, docx, pdf } from './message/attachments';
import type { Mailer, Message } from './message/build-message';
import type { Charset } from './message/charset';
import { photograph } from './notices';
import type { Language } from './people';
import type { Chance } from './random';
import { type Dialogue, days, dialogues, places } from './texts/dialogues';

const day = 86_400_000;

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

/** The given name. */
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

/** Chooses a conversation and the values of its placeholders. */
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

/** The message of one turn; `earlier` are the ones that it answers. */
export function writeTurn(
  dice: Chance,
  { language, dialogue, values, subject }: Exchange,
  turn: number,
  from: Mailer,
  to: Mailer,
  date: Date,
  earlier: readonly Message[],
): Message {
  const body = fill(dialogue.turns[turn] ?? '', {
    ...values,
    // In every turn, {you} and {me} are seen from the side that wrote the first message.
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
  const message: Message = {
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
    message.inReplyTo = last.messageId;
    message.references = earlier.map((one) => one.messageId);
  }
  if (dice.chance(0.35)) message.html = htmlOf(text);
  if (turn === 0) attach(dice, message, dialogue, values, to);
  return message;
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

function attach(dice: Chance, message: Message, dialogue: Dialogue, values: Record<string, string>, to: Mailer): void {
  const lines = (message.text ?? '').split('\n').slice(0, 30);
  if (dialogue.with === 'pdf')
    message.attachments = [
      pdf(`${dice.pick(['Plan', 'Anlage', 'Document', values.ref ?? 'A'])}-${values.ref}.pdf`, message.subject, lines),
    ];
  if (dialogue.with === 'docx') message.attachments = [docx(`${message.subject.replace(/[/:?"]/g, '')}.docx`, lines)];
  if (dialogue.with === 'picture') {
    const picture = photograph(dice, `IMG_${dice.between(1000, 9999)}.png`);
    // Phones show the picture in the text.
    if (message.html)
      message.html = message.html.replace('</body>', '<p><img src="cid:picture@phone" width="420" alt=""></p></body>');
    message.attachments = [message.html ? { ...picture, contentId: 'picture@phone' } : picture];
  }
  if (dialogue.with === 'invitation') {
    const text = calendar({
      uid: `${dice.hex(24)}@calendar`,
      stamp: message.date,
      start: new Date(message.date.getTime() + dice.between(3, 14) * day),
      minutes: 90,
      summary: message.subject,
      location: values.place ?? '',
      organizer: message.from,
      attendee: to,
    });
    message.calendar = { method: 'REQUEST', text };
  }
}
