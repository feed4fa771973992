import { z } from 'zod';

/**
 * What the owner of an account is notified of, in the panel and by mail. The catalogue has a subject and a sentence for
 * each: `notices.kind.<kind>`.
 */
export const noticeKinds = [
  'app-password-created',
  'app-password-revoked',
  'main-password-on',
  'main-password-off',
  'password-changed',
  'password-reset',
  'second-factor-set-up',
  'second-factor-removed',
  'factors-removed',
  'recovery-codes-renewed',
  'recovery-code-used',
  'passkey-added',
  'passkey-removed',
  'address-changed',
  'forward-changed',
  'redirect-added',
  'redirect-stored',
  'panel-sign-in',
  'program-sign-in',
  'view-started',
  'sending-suspended',
  'sending-resumed',
  'sending-limit',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Nobody "did" these: the sentence says what is known. */
export const signInKinds: readonly NoticeKind[] = ['panel-sign-in', 'program-sign-in'];

/** The values of the sentence. */
export type NoticeDetails = Record<string, string | number>;

export interface NoticeRow {
  id: string;
  kind: NoticeKind;
  details: NoticeDetails;
  /** Who did it, if it was not the account itself. */
  byName: string | null;
  ip: string | null;
  at: string;
  unread: boolean;
}

/** The newest notice that the page showed, so that one that came later stays unread. */
export const readInput = z.object({ upTo: z.string().regex(/^\d{1,18}$/) });
