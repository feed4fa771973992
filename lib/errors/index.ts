/** The closed list of refusals. Words for people are chosen at the edge, from the catalogue's `refusal.<code>`. */
export const refusalCodes = [
  'not-found',
  'not-allowed',
  'invalid',
  'taken',
  'reserved',
  'in-use',
  'quota-exceeded',
  'over-limit',
  'suspended',
  'signed-out',
  'wrong-credentials',
  'too-many-attempts',
  'node-unreachable',
  'mail-server-refused',
  'conflict',
  'too-large',
  'view-only',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A request that was understood and is declined: a code for machines, details that fill the words. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly details: Record<string, string | number> = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}
