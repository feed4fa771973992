import { type Action, type Filters, ourScript, type Rule, type Test, type Vacation } from './shapes';

/** The first line of a script of the visual editor. The number is the version of the format. */
export const marker = '# Milepost filters, form 1.';
const explanation = [
  '# Written by Milepost from the rules that the lines with #: carry. A script changed by another hand is noticed and left',
  '# alone: give it a name of its own, and Milepost runs it after these rules.',
];

/**
 * Writes Sieve (RFC 5228) for these filters. Pure and deterministic: a script that differs from the output for its
 * own data was edited. The data are JSON in one-line comments. JSON escapes control characters, so no value can end
 * its line.
 */
export function writeScript(filters: Filters): string {
  const { rules, vacation, forwarding, joined } = filters;
  const needs = new Set<string>();
  const out: string[] = [];
  out.push(data('vacation', vacation), data('forwarding', forwarding), data('joined', joined), '');
  const last = everyMail(filters, needs);
  for (const rule of rules) {
    out.push(data('rule', rule));
    if (rule.on) out.push(...ruleLines(rule, last, needs));
    out.push('');
  }
  if (last.length) out.push(...last, '');
  if (joined) {
    needs.add('include');
    // Optional, so that the script does not fail if another program removes it.
    out.push(`include :personal :optional ${quoted(joined)};`, '');
  }
  const require = needs.size ? [`require [${[...needs].sort().map(quoted).join(', ')}];`, ''] : [];
  return [marker, ...explanation, '', ...require, ...out].join('\r\n');
}

function data(kind: string, value: unknown): string {
  // JSON does not escape U+0085, U+2028 and U+2029. Sieve does not treat them as line ends, but editors may.
  const text = JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `#: ${kind} ${text}`;
}

/** A quoted string (RFC 5228, 2.4.2): only quote and backslash must be escaped. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\r\n|\r|\n/g, '\r\n')}"`;
}

/** Escapes text for :matches (RFC 5228, 2.7.1). */
const plain = (text: string) => text.replace(/[*?\\]/g, '\\$&');

const list = (values: string[]) =>
  values.length === 1 ? quoted(values[0] ?? '') : `[${values.map(quoted).join(', ')}]`;

/**
 * Actions for all messages that no rule refuses or discards: forwards and replies. They are written before each stop
 * and at the end, so that they run once. All copies of the reply have the same handle, so that it is sent once.
 */
function everyMail({ forwarding, vacation }: Filters, needs: Set<string>): string[] {
  const lines: string[] = [];
  if (forwarding.on) {
    forwarding.addresses.forEach((address, index) => {
      // If no copy is kept, only the last redirect cancels the implicit keep.
      const copy = forwarding.keep || index < forwarding.addresses.length - 1;
      if (copy) needs.add('copy');
      lines.push(`redirect ${copy ? ':copy ' : ''}${quoted(address)};`);
    });
  }
  if (vacation.on) lines.push(...vacationLines(vacation, needs));
  return lines;
}

function vacationLines(vacation: Vacation, needs: Set<string>): string[] {
  needs.add('vacation');
  const parts = [`:days ${vacation.days}`, `:handle ${quoted(ourScript)}`];
  if (vacation.subject) parts.push(`:subject ${quoted(vacation.subject)}`);
  if (vacation.addresses.length) parts.push(`:addresses [${vacation.addresses.map(quoted).join(', ')}]`);
  const command = `vacation ${parts.join(' ')} ${quoted(vacation.text)};`;
  const bounds = [
    ...(vacation.from ? [`currentdate :value "ge" "date" ${quoted(vacation.from)}`] : []),
    ...(vacation.to ? [`currentdate :value "le" "date" ${quoted(vacation.to)}`] : []),
  ];
  if (bounds.length === 0) return [command];
  needs.add('date').add('relational');
  return [`if allof(${bounds.join(', ')}) {`, command, '}'];
}

function ruleLines(rule: Rule, last: string[], needs: Set<string>): string[] {
  const away = rule.actions.some((action) => action.kind === 'reject' || action.kind === 'trash');
  const lines = [
    ...[...rule.actions].sort((a, b) => order[a.kind] - order[b.kind]).flatMap((action) => actionLines(action, needs)),
    ...(rule.stop ? [...(away ? [] : last), 'stop;'] : []),
  ];
  if (rule.match === 'always') return [`if true {`, ...lines, '}'];
  const tests = rule.tests.map((test) => testText(test, needs)).join(',\r\n   ');
  return [`if ${rule.match === 'all' ? 'allof' : 'anyof'}(${tests}) {`, ...lines, '}'];
}

/**
 * Flags come first, because fileinto uses the current flags. Actions that remove the message from the Inbox come last.
 */
const order: Record<Action['kind'], number> = { seen: 0, flag: 0, copy: 1, forward: 2, move: 3, trash: 3, reject: 4 };

function actionLines(action: Action, needs: Set<string>): string[] {
  switch (action.kind) {
    case 'seen':
    case 'flag':
      needs.add('imap4flags');
      return [`addflag ${quoted(action.kind === 'seen' ? '\\Seen' : '\\Flagged')};`];
    case 'copy':
      needs.add('fileinto').add('mailbox').add('copy');
      return [`fileinto :copy :create ${quoted(action.folder)};`];
    case 'move':
      needs.add('fileinto').add('mailbox');
      return [`fileinto :create ${quoted(action.folder)};`];
    case 'trash':
      needs.add('fileinto').add('mailbox');
      return ['fileinto :create "Trash";'];
    case 'forward':
      if (action.keep) needs.add('copy');
      return [`redirect ${action.keep ? ':copy ' : ''}${quoted(action.address)};`];
    case 'reject':
      needs.add('reject');
      return [`reject ${quoted(action.reason)};`];
  }
}

function testText(test: Test, needs: Set<string>): string {
  if (test.kind === 'size') return `size ${test.over ? ':over' : ':under'} ${test.kilobytes}K`;
  if (test.kind === 'attachment') {
    needs.add('mime');
    return `${test.not ? 'not ' : ''}header :mime :anychild :contains "Content-Disposition" "attachment"`;
  }
  const { type, keys } = comparison(test.how, test.values);
  return `${test.not ? 'not ' : ''}${subjectOf(test, needs)}${type} ${where(test)}${list(keys)}`;
}

type TextTest = Exclude<Test, { kind: 'size' | 'attachment' }>;

function comparison(how: TextTest['how'], values: string[]): { type: string; keys: string[] } {
  if (how === 'contains' || how === 'is') return { type: `:${how}`, keys: values };
  const keys = {
    starts: (value: string) => `${plain(value)}*`,
    ends: (value: string) => `*${plain(value)}`,
    // * and ? are wildcards of the person; a backslash is literal.
    matches: (value: string) => value.replace(/\\/g, '\\\\'),
  }[how];
  return { type: ':matches', keys: values.map(keys) };
}

/** For senders and recipients, "contains" tests name and address, all other tests only the address. */
export const looksAtAddress = (test: TextTest) =>
  test.how !== 'contains' &&
  (test.kind === 'from' || test.kind === 'to' || test.kind === 'cc' || test.kind === 'recipient');

function subjectOf(test: TextTest, needs: Set<string>): string {
  if (test.kind === 'body') {
    needs.add('body');
    return 'body :text ';
  }
  return looksAtAddress(test) ? 'address :all ' : 'header ';
}

function where(test: TextTest): string {
  const fields = { from: '"From"', to: '"To"', cc: '"Cc"', recipient: '["To", "Cc"]', subject: '"Subject"' };
  if (test.kind === 'body') return '';
  return `${test.kind === 'header' ? quoted(test.header ?? '') : fields[test.kind]} `;
}
