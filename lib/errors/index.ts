/** The closed list of refusals. The texts are in the catalogue under `refusal.<code>`. */
export const refusalCodes = [
  'not-found',
  'not-allowed',
  'invalid',
  'taken',
  'reserved',
  'in-use',
  'quota-exceeded',
  'mailbox-full',
  'over-limit',
  'suspended',
  'signed-out',
  'wrong-credentials',
  'too-many-attempts',
  'busy',
  'node-unreachable',
  'mail-server-refused',
  'conflict',
  'folder-changed',
  'already-sent',
  'too-large',
  'view-only',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** A valid request that is refused, with a code and the values of its text. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly details: Record<string, string | number> = {},
  ) {
    super(code);
    this.name = 'Refusal';
  }
}
