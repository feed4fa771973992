import { z } from 'zod';
import { filledLineShape, lineShape, type ScriptRow, scriptNameShape, wellFormed } from '@/lib/sieve/shapes';

/** The name of the script of the visual editor. */
export const ourScript = 'milepost';
/** Pigeonhole's sieve_max_redirects: the script fails if a message is forwarded to more addresses. */
export const maxForwards = 4;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are refused
const manyLines = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/u;

/** An address that Postfix accepts: ASCII, because LMTP does not support SMTPUTF8. */
const addressShape = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    'bad-address',
  );

export const hows = ['contains', 'is', 'starts', 'ends', 'matches'] as const;
export const textFields = ['from', 'to', 'cc', 'recipient', 'subject', 'body', 'header'] as const;

const textTest = z.object({
  kind: z.enum(textFields),
  /** Only for `header`: a field name (RFC 5322, 2.2). */
  header: z
    .string()
    .regex(/^[!-9;-~]{1,60}$/, 'bad-header')
    .optional(),
  how: z.enum(hows),
  not: z.boolean(),
  /** At least one must match. */
  values: z.array(filledLineShape(200)).min(1, 'missing').max(50),
});
const sizeTest = z.object({
  kind: z.literal('size'),
  over: z.boolean(),
  kilobytes: z.number().int().min(1).max(1_000_000),
});
const attachmentTest = z.object({ kind: z.literal('attachment'), not: z.boolean() });
const testShape = z.discriminatedUnion('kind', [textTest, sizeTest, attachmentTest]).superRefine((test, context) => {
  if (test.kind === 'header' && !test.header)
    context.addIssue({ code: 'custom', path: ['header'], message: 'bad-header' });
  // Bodies can only be searched for words.
  if (test.kind === 'body' && test.how !== 'contains')
    context.addIssue({ code: 'custom', path: ['how'], message: 'contains-only' });
});
export type Test = z.infer<typeof testShape>;

/** A folder as IMAP shows it. */
const folder = filledLineShape(200).refine(
  (path) => !/(^|\/)(\.\.?)?(\/|$)/.test(path) && !path.startsWith('.'),
  'bad-folder',
);

const actionShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), folder }),
  z.object({ kind: z.literal('copy'), folder }),
  z.object({ kind: z.literal('seen') }),
  z.object({ kind: z.literal('flag') }),
  z.object({ kind: z.literal('forward'), address: addressShape, keep: z.boolean() }),
  z.object({
    kind: z.literal('reject'),
    reason: z.string().trim().min(1, 'missing').max(500).regex(manyLines).refine(wellFormed),
  }),
  z.object({ kind: z.literal('trash') }),
]);
export type Action = z.infer<typeof actionShape>;

export const ruleShape = z
  .object({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/),
    name: filledLineShape(80),
    on: z.boolean(),
    match: z.enum(['all', 'any', 'always']),
    tests: z.array(testShape).max(20),
    actions: z.array(actionShape).min(1, 'missing').max(10),
    /** If this rule applies, later rules are not evaluated. */
    stop: z.boolean(),
  })
  .superRefine((rule, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (rule.match !== 'always' && rule.tests.length === 0) refuse('tests', 'missing');
    // A rule cannot both refuse a message and do something else with it: the script would fail and the message would
    // stay.
    if (rule.actions.some((one) => one.kind === 'reject') && (rule.actions.length > 1 || !rule.stop))
      refuse('actions', 'reject-alone');
    if (rule.actions.filter((one) => one.kind === 'move' || one.kind === 'trash').length > 1)
      refuse('actions', 'one-place');
  });
export type Rule = z.infer<typeof ruleShape>;

/** A day in the time zone of the mail server. */
const day = z.iso.date();

export const vacationShape = z
  .object({
    on: z.boolean(),
    from: day.nullable(),
    to: day.nullable(),
    /** Days until the same sender gets another reply (RFC 5230, 4.1). */
    days: z.number().int().min(1).max(30),
    /** Other addresses of the person. Mail to these also gets a reply. */
    addresses: z.array(addressShape).max(20),
    subject: lineShape(200),
    text: z.string().max(8000).regex(manyLines, 'bad-text').refine(wellFormed, 'bad-text'),
  })
  .superRefine((vacation, context) => {
    if (vacation.from && vacation.to && vacation.to < vacation.from)
      context.addIssue({ code: 'custom', path: ['to'], message: 'ends-before' });
    if (vacation.on && !vacation.text.trim()) context.addIssue({ code: 'custom', path: ['text'], message: 'missing' });
  });
export type Vacation = z.infer<typeof vacationShape>;

export const forwardingShape = z
  .object({ on: z.boolean(), addresses: z.array(addressShape).max(maxForwards), keep: z.boolean() })
  .refine((forwarding) => !forwarding.on || forwarding.addresses.length > 0, {
    path: ['addresses'],
    message: 'missing',
  });
export type Forwarding = z.infer<typeof forwardingShape>;

/** All settings of the visual editor, stored in one Sieve script. */
export const filtersShape = z.object({
  rules: z
    .array(ruleShape)
    .max(200)
    .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, 'twice'),
  vacation: vacationShape,
  forwarding: forwardingShape,
  /** The person's own script, included after ours. */
  joined: scriptNameShape.nullable(),
});
export type Filters = z.infer<typeof filtersShape>;

export const noFilters: Filters = {
  rules: [],
  vacation: { on: false, from: null, to: null, days: 7, addresses: [], subject: '', text: '' },
  forwarding: { on: false, addresses: [], keep: true },
  joined: null,
};

/** What to do with an active script of another program. `leave` keeps it active and ours inactive. */
export const otherwise = ['join', 'replace', 'leave'] as const;

export interface FiltersPage {
  filters: Filters;
  revision: string;
  /** `edited`: the script has our name, but another program changed it. */
  state: 'none' | 'ours' | 'edited';
  scripts: ScriptRow[];
  active: string | null;
  /** An active script that is not ours sends automatic replies. Two replies in one run are an error on the server. */
  otherAnswers: boolean;
}

export interface Trial {
  looked: number;
  matched: number;
  /** The newest of those that match. */
  examples: { uid: number; from: string; subject: string; at: string }[];
}

/** Rules that refuse messages which an earlier rule may have filed or forwarded. The server then keeps the message. */
export function refusesTooLate(rules: readonly Rule[]): string[] {
  let filed = false;
  const late: string[] = [];
  for (const rule of rules.filter((one) => one.on)) {
    if (rule.actions.some((action) => action.kind === 'reject')) {
      if (filed) late.push(rule.id);
    } else if (!rule.stop) {
      filed ||= rule.actions.some((action) => action.kind !== 'seen' && action.kind !== 'flag');
    }
  }
  return late;
}
